using System.Xml.Linq;
using Fairlead.Redirector.Explaining;
using Fairlead.Redirector.Status;
using Fairlead.Redirector.Status.Html;

namespace Fairlead.Tests.Redirector.Status.Html;

/// <summary>The page as a document. It is well-formed XML as well, which is how it is read here.</summary>
public sealed class StatusPageTests
{
    private const string Hostile = "\"'><script>alert(1)</script><img src=x onerror=y>\u202E\u0000";
    private static readonly ExplainBox s_nothing = new("", "", "", "");

    [Fact]
    public void Write_GoodServer_TellsEverything()
    {
        var page = Page(SampleFacts.Good);

        Cells(page, "requests").ShouldBe(["cloud", "cloud", "2.0", "90.0\u00A0%", "12,345"]);
        Cells(page, "targets").ShouldBe(["cloudmirror, cloud", "open", "75.0\u00A0%90.0\u00A0%", "2.5\u00A0ms5.0\u00A0ms", "–"]);
        Cells(page, "feeds").ShouldBe(["cloud", "3\u00A0h 0\u00A0min", "9,876"]);
        Text(page, "policy-facts").ShouldContain("sha256:" + new string('a', 64));
        Text(page, "policy-facts").ShouldContain("2026-11-22 11:55:00 UTC, 5\u00A0min ago");
        Text(page, "summary").ShouldBe("Nothing is known to be wrong.");
        Text(page, "as-of").ShouldBe("As of 2026-11-22 12:00:00 UTC.");
    }

    [Theory]
    [InlineData(TargetState.Open, "good", "open")]
    [InlineData(TargetState.InDoubt, "doubtful", "in doubt")]
    [InlineData(TargetState.Closed, "bad", "closed")]
    internal void Write_EachState_IsToldInWordsAndInColour(TargetState state, string style, string words)
    {
        var page = Page(SampleFacts.Good with { Targets = [SampleFacts.Target("near", state)] });

        ((string?)Rows(page, "targets").Single().Attribute("class")).ShouldBe(style);
        Cells(page, "targets")[1].ShouldBe(words);
    }

    [Fact]
    public void Write_TargetThatNobodyProbes_IsNotGreen()
    {
        var page = Page(SampleFacts.Good with { Targets = [SampleFacts.Target("upstream") with { IsProbed = false }] });

        ((string?)Rows(page, "targets").Single().Attribute("class")).ShouldBe("unproven");
        Cells(page, "targets")[1].ShouldBe("opennot probed");
    }

    [Theory]
    [InlineData(true, 60.0, null, "1\u00A0min old7\u00A0blobs")]
    [InlineData(false, 60.0, "it was cut short", "1\u00A0min old, not in useit was cut short")]
    [InlineData(false, null, "404", "never loaded404")]
    public void Write_Inventory_IsToldWithItsAge(bool isInUse, double? seconds, string? problem, string told)
    {
        var inventory = new InventoryFacts(isInUse, seconds is { } age ? TimeSpan.FromSeconds(age) : null, 7, problem);

        Cells(Page(SampleFacts.Good with { Targets = [SampleFacts.Target("near", inventory: inventory)] }), "targets")[^1].ShouldBe(told);
    }

    [Fact]
    public void Write_FeedThatIsNotLoadedOrLate_IsToldSo()
    {
        var feed = SampleFacts.Good.Feeds[0];
        var facts = SampleFacts.Good with { Feeds = [feed with { IsLoaded = false }, feed with { Age = TimeSpan.FromDays(2) }] };

        Cells(Page(facts), "feeds").ShouldBe(["cloud", "never loaded", "–", "cloud", "2\u00A0d 0\u00A0hasked for in vain", "9,876"]);
    }

    [Fact]
    public void Write_FailedReload_TellsEachProblemUpToABound()
    {
        var page = Page(SampleFacts.Good.WithFailure([.. Enumerable.Range(1, 25).Select(line => $"policy.yaml:{line}:1: error: {new string('x', 2000)}")]));

        var items = ById(page, "policy-facts").Descendants("li").Select(item => item.Value).ToList();
        items.Count.ShouldBe(21);
        items[0].ShouldStartWith("policy.yaml:1:1: error: x");
        items.ShouldAllBe(item => item.Length <= 500);
        items[^1].ShouldBe("and 5 more: the log has all of them");
    }

    [Fact]
    public void Write_HostileNames_AreTextEverywhere()
    {
        var facts = SampleFacts.Named(Hostile).WithFailure(Hostile);
        var harmless = Names(Page(SampleFacts.Named("x").WithFailure("x"), new ExplainBox("x", "x", "x", "x") { Problem = "x" }));

        var page = Page(facts, new ExplainBox(Hostile, Hostile, Hostile, Hostile) { Problem = Hostile });

        Names(page).ShouldBe(harmless, "nothing that comes from elsewhere makes an element or an attribute");
        ((string?)ById(page, "path").Attribute("value")).ShouldBe(Hostile.Replace('\u202E', '\uFFFD').Replace('\0', '\uFFFD'));
        page.Descendants("script").Single().Value.ShouldBe(StatusAssets.Script);
    }

    [Fact]
    public void Write_MoreThanAPageShows_ShowsSomeAndSaysHowManyMore()
    {
        var facts = SampleFacts.Good with
        {
            Requests = [.. Enumerable.Repeat(SampleFacts.Good.Requests[0], 1000)],
            Targets = [.. Enumerable.Repeat(SampleFacts.Good.Targets[0], 1000)],
            Feeds = [.. Enumerable.Repeat(SampleFacts.Good.Feeds[0], 1000)],
        };

        foreach (var id in (string[])["requests", "targets", "feeds"])
        {
            var rows = Rows(Page(facts), id).ToList();
            rows.Count.ShouldBe(StatusTable.MostRows + 1);
            rows[^1].Value.ShouldBe("and 800 more: /metrics has all of them");
        }
    }

    [Fact]
    public void Write_Explanation_HasWhatExplainSays()
    {
        var explanation = new Explanation
        {
            Address = Fairlead.Networks.Addresses.IpAddress.Parse("192.0.2.1"),
            Facts = default,
            Provider = "cloud",
            Why = "provider",
            Rule = "mirror",
            Status = 307,
            Location = "https://near.example/x",
            Candidates = [new CandidateExplanation("near", "eu-west-3", 12, "present", "https://near.example/x", TimeSpan.FromSeconds(5))],
        };

        var page = Page(SampleFacts.Good, new ExplainBox("192.0.2.1", "/v2/x", "", "") { Explanation = explanation });

        Text(page, "explanation").ShouldContain("https://near.example/x");
        Cells(page, "candidates").ShouldBe(["near", "eu-west-3", "12 km", "present (by its inventory, 5 s old)"]);
    }

    /// <summary>Names of the elements and of their attributes, in order.</summary>
    private static List<string> Names(XDocument page) => [.. page.Descendants().SelectMany(e => e.Attributes().Select(a => $"{e.Name}@{a.Name}").Prepend(e.Name.ToString()))];

    private static XDocument Page(StatusFacts facts, ExplainBox? box = null) => XDocument.Parse(StatusPage.Write(facts, box ?? s_nothing), LoadOptions.PreserveWhitespace);

    private static XElement ById(XDocument page, string id) => page.Descendants().Single(element => (string?)element.Attribute("id") == id);

    private static string Text(XDocument page, string id) => ById(page, id).Value.Trim();

    private static IEnumerable<XElement> Rows(XDocument page, string id) => ById(page, id + "-rows").Elements("tr");

    private static List<string> Cells(XDocument page, string id) => [.. Rows(page, id).Elements().Select(cell => cell.Value.Trim())];
}
