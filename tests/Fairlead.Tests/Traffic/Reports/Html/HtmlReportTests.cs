using System.Xml;
using System.Xml.Linq;
using Fairlead.Tests.Support.Reports;
using Fairlead.Traffic.Reports;
using Fairlead.Traffic.Reports.Html;

namespace Fairlead.Tests.Traffic.Reports.Html;

public sealed class HtmlReportTests
{
    /// <summary>Attributes whose address a browser loads, or goes to.</summary>
    private static readonly string[] s_addresses = ["src", "href", "srcset", "data", "action", "poster", "background", "formaction", "cite", "ping", "manifest"];

    [Fact]
    public void Write_AYear_HasItsSectionsInTheOrderOfADecision() =>
        Page(SampleReport.Year()).Descendants("section").Select(section => (string)section.Attribute("id")!).ShouldBe(
            ["totals", "traffic", "own-cloud", "cost", "budgets", "backends", "asns", "images", "regions", "countries", "unattributed", "dropped", "reading"]);

    [Fact]
    public void Write_Nothing_SaysSo()
    {
        var page = Page(SampleReport.Empty());

        page.Descendants("section").Select(section => (string)section.Attribute("id")!).ShouldBe(["totals", "dropped", "reading"]);
        page.Value.ShouldContain("No request was counted.");
        page.Value.ShouldContain("Nothing: every line of the logs was a request");
    }

    [Fact]
    public void Write_WithoutPrices_HasNoCosts()
    {
        var year = SampleReport.Year();

        var page = Page(year with { Options = new ReportOptions(), Totals = year.Totals with { Cost = null, CostWithoutMirrors = null, UnpricedBytes = null }, Budgets = [] });

        Section(page, "cost").Value.ShouldContain("without a price book");
        page.Value.ShouldNotContain("USD");
    }

    [Fact]
    public void Write_WithoutUpstream_SaysThatItIsNotKnown()
    {
        var year = SampleReport.Year();

        var page = Page(year with { Totals = year.Totals with { CostWithoutMirrors = null }, Summary = year.Summary with { Upstream = null } });

        Section(page, "cost").Value.ShouldContain("without mirrors is not known");
        Section(page, "totals").Value.ShouldNotContain("Without mirrors");
    }

    [Fact]
    public void Write_UpstreamWithoutAPrice_SaysThatThePriceBookLacksIt()
    {
        var year = SampleReport.Year();

        var page = Page(year with { Totals = year.Totals with { CostWithoutMirrors = null } });

        Section(page, "cost").Value.ShouldContain($"the price book has no entry for some of the ways from {year.Summary.Upstream}");
    }

    /// <summary>Traffic that has no price costs nothing with mirrors, and something without: what they save is then less than the difference.</summary>
    [Fact]
    public void Write_BytesWithoutAPrice_AreToldBesideTheSaving()
    {
        const string note = "have no price";
        var year = SampleReport.Year();

        Section(Page(year), "totals").Value.ShouldContain(note);
        Section(Page(year with { Totals = year.Totals with { UnpricedBytes = 0 } }), "totals").Value.ShouldNotContain(note);
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes() => Bytes(SampleReport.Year()).ShouldBe(Bytes(SampleReport.Year()));

    [Fact]
    public void Write_HostileNames_AreTextAndNothingElse()
    {
        var hostile = Page(SampleReport.Hostile());
        var known = Page(SampleReport.Year()).DescendantsAndSelf().Select(element => element.Name).Distinct().ToList();

        hostile.DescendantsAndSelf().ShouldAllBe(element => known.Contains(element.Name));
        hostile.Descendants().Attributes().ShouldAllBe(attribute => !attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Section(hostile, "images").Value.ShouldContain("<script>alert(1)</script>");
        Section(hostile, "images").Value.ShouldContain("evil\uFFFDgnp.exe");
    }

    [Fact]
    public void Write_HostileNames_ArePutWhereTheyDontTurnTheTextAround() =>
        Section(Page(SampleReport.Hostile()), "images").Descendants("th").Where(heading => (string?)heading.Attribute("scope") == "row")
            .ShouldAllBe(heading => heading.Elements().Single().Name == "bdi");

    [Theory]
    [InlineData("year")]
    [InlineData("hostile")]
    public void Write_Any_LoadsNothing(string name)
    {
        var page = Page(name == "year" ? SampleReport.Year() : SampleReport.Hostile());

        page.Descendants().Attributes().Where(attribute => s_addresses.Contains(attribute.Name.LocalName)).ShouldAllBe(address => address.Value.StartsWith('#'));
        page.Descendants().Attributes("style").ShouldBeEmpty();
        page.Descendants("script").ShouldBeEmpty();
        page.Descendants("meta").Select(meta => (string?)meta.Attribute("content")).ShouldContain("default-src 'none'; style-src 'unsafe-inline'");
    }

    [Fact]
    public void Write_AYear_LinksLeadSomewhereAndIdsAreUnique()
    {
        var page = Page(SampleReport.Year());
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();

        ids.ShouldBeUnique();
        page.Descendants("a").ShouldAllBe(link => ids.Contains(((string)link.Attribute("href")!).TrimStart('#')));
        page.Descendants().Attributes("aria-labelledby").SelectMany(labels => labels.Value.Split(' ')).ShouldAllBe(label => ids.Contains(label));
    }

    [Fact]
    public void Write_MoreProvidersThanColours_FoldsTheRest()
    {
        var heads = Section(Page(SampleReport.Year()), "traffic").Descendants("thead").Single().Descendants("th").Select(head => head.Value);

        heads.ShouldBe(["Period", "amazon", "google", "azure", "digitalocean", "hetzner", "alibaba", "4 others", "not known", "All"]);
    }

    [Fact]
    public void Write_AYear_EachChartHasANameADescriptionAndItsNumbers()
    {
        var page = Page(SampleReport.Year());
        var charts = page.Descendants("svg").Where(svg => (string?)svg.Attribute("role") == "img").ToList();

        charts.Count.ShouldBe(3);
        foreach (var chart in charts)
        {
            chart.Elements("title").Single().Value.ShouldNotBeEmpty();
            chart.Elements("desc").Single().Value.ShouldContain("12");
            var section = chart.Ancestors("section").Single();
            section.Descendants("details").Single().Descendants("tbody").Single().Elements("tr").Count().ShouldBeGreaterThanOrEqualTo(12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(365)]
    [InlineData(2_000)]
    public void Write_AnyNumberOfDays_IsBounded(int days)
    {
        var report = SampleReport.Days(days);

        Page(report).Descendants("figure").Count().ShouldBe(3);
        Bytes(report).Length.ShouldBeLessThan(200_000 + days * 4_000);
    }

    [Fact]
    public void Write_TheGreatestNumbers_IsWellFormed()
    {
        var year = SampleReport.Year();
        var huge = new TrafficSum(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, 1e27m, 1e27m);

        var page = Page(year with { Providers = [.. year.Providers.Select(one => new ProviderTraffic(one.Provider, huge, [.. one.ByPeriod.Select(_ => huge)]))] });

        page.Value.ShouldContain("8.00\u00A0EiB");
        page.Value.ShouldNotContain("NaN");
        page.Value.ShouldNotContain("∞");
    }

    [Fact]
    public void Write_PeriodsWithoutTraffic_AreColumnsOfNoHeight()
    {
        var year = SampleReport.Year();
        var none = new TrafficSum(0, 0, 0, 0, 0, 0);

        var page = Page(year with { Providers = [.. year.Providers.Select(one => new ProviderTraffic(one.Provider, none, [.. one.ByPeriod.Select(_ => none)]))] });

        Section(page, "traffic").Descendants("g").Where(g => (string?)g.Attribute("class") == "column").ShouldAllBe(g => g.Elements("rect").Count() == 1);
        page.Value.ShouldNotContain("NaN");
    }

    [Fact]
    public void Write_BudgetThatIsExceeded_IsNamedAtTheTop() =>
        Section(Page(SampleReport.Year()), "totals").Value.ShouldContain("Over budget: google, Oct 2026, with USD\u00A010,480 of USD\u00A09,000.");

    private static XElement Section(XElement page, string id) => page.Descendants("section").Single(section => (string?)section.Attribute("id") == id);

    private static byte[] Bytes(TrafficReport report)
    {
        using var stream = new MemoryStream();
        HtmlReport.Write(report, stream);
        return stream.ToArray();
    }

    /// <summary>The page, read by a strict parser of XML: what is not well-formed throws.</summary>
    private static XElement Page(TrafficReport report)
    {
        using var reader = XmlReader.Create(new MemoryStream(Bytes(report)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XElement.Load(reader);
    }
}
