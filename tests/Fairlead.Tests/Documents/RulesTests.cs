using Fairlead.Cli.Probing;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Metrics;

namespace Fairlead.Tests.Documents;

/// <summary>Rules and dashboard ask for what there is; that promtool takes them, and that each alert fires, the system tests see to.</summary>
public sealed class RulesTests
{
    /// <summary>What Prometheus adds to every series that it scrapes, and Kubernetes besides.</summary>
    private static readonly string[] s_targetLabels = ["job", "instance", "namespace"];

    /// <summary>What <c>serve</c> has, and what <c>probe</c> leaves for node_exporter.</summary>
    private static readonly Dictionary<string, string[]> s_series = DocumentedMetric.All().SelectMany(metric => metric.Series())
        .Concat(ProbeMetrics.Names.Select(name => (Name: name, Labels: (string[])["target"])))
        .ToDictionary(series => series.Name, series => (string[])[.. series.Labels, .. s_targetLabels]);

    /// <summary>What labels can have as a value, where that is known.</summary>
    private static readonly Dictionary<string, string[]> s_values = new()
    {
        ["rule"] = [.. Enum.GetValues<Rule>().Select(rule => rule.Name())],
        ["result"] = MirrorCounters.HeadResults,
        ["outcome"] = [.. Enum.GetValues<AddressOutcome>().Select(outcome => outcome.ToString().ToLowerInvariant())],
        ["kind"] = ["mirror", "upstream", "provider"],
        ["answer"] = ["present", "absent"],
        ["asked"] = ["true", "false"],
        ["le"] = [.. LatencyHistogram.Bounds.Select(bound => bound.ToString("R", System.Globalization.CultureInfo.InvariantCulture))],
    };

    /// <summary>Every expression of the rules and every query of the dashboard.</summary>
    public static TheoryData<string> Expressions() => [.. AlertRules.All().Select(rule => rule["expr"]).Concat(new Dashboard().Queries()).Distinct()];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Expression_SeriesLabelsAndValues_AreThere(string expression)
    {
        var query = new PromQl(expression);
        foreach (var (name, wanted) in query.Selectors())
        {
            s_series.ShouldContainKey(name);
            foreach (var (label, values) in wanted)
            {
                s_series[name].ShouldContain(label, name);
                if (s_values.TryGetValue(label, out var known)) values.ShouldBeSubsetOf(known, name);
            }
        }
        query.Recorded().ShouldBeSubsetOf(AlertRules.All().Where(rule => rule.ContainsKey("record")).Select(rule => rule["record"]));
        query.Grouping().ShouldBeSubsetOf(query.Selectors().SelectMany(selector => s_series[selector.Name]));
    }

    [Fact]
    public void Expressions_OfAll_AreSeen() => // or the test above would find nothing wrong for want of sight
        new PromQl("sum by (le) (rate(fairlead_a_bucket{x=\"1\", y=~\"2|3\"}[5m])) / job:fairlead_b:c").ShouldSatisfyAllConditions(
            query => query.Selectors().ShouldHaveSingleItem().Name.ShouldBe("fairlead_a_bucket"),
            query => query.Selectors().Single().Wanted.Select(wanted => $"{wanted.Label} {string.Join(',', wanted.Values)}").ShouldBe(["x 1", "y 2,3"]),
            query => query.Grouping().ShouldBe(["le"]),
            query => query.Recorded().ShouldBe(["job:fairlead_b:c"]));

    [Fact]
    public void Alerts_Each_HasASectionInTheOperationsManualAndTheOtherWayRound() =>
        MarkdownFile.Read("docs/operations.md").Words("(?m)^### Fairlead[A-Za-z]+$").Select(heading => heading[4..]).ShouldBe(AlertRules.Alerts());

    [Fact]
    public void Alerts_Each_LeadsToItsSectionAndSaysHowUrgentItIs()
    {
        foreach (var rule in AlertRules.All().Where(rule => rule.ContainsKey("alert")))
        {
            rule["runbook"].ShouldBe($"docs/operations.md#{rule["alert"].ToLowerInvariant()}");
            rule["severity"].ShouldBeOneOf("page", "ticket");
            rule["summary"].ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Alerts_Each_HasItsSeriesInTheTestInWhichNoneFires() // or it would be silent for want of them
    {
        var there = AlertRules.SeriesWhileAllIsWell().Select(series => series.Split('{')[0]).ToHashSet();

        AlertRules.All().SelectMany(rule => new PromQl(rule["expr"]).Selectors()).Select(selector => selector.Name).ShouldBeSubsetOf(there);
    }

    [Fact]
    public void Alerts_Each_IsSeenToFire()
    {
        foreach (var alert in AlertRules.Alerts()) AlertRules.ExpectedSamples().ShouldContain(sample => sample.Contains($"alertname=\"{alert}\"", StringComparison.Ordinal), alert);
    }
}
