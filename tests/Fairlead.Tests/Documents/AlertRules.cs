using Fairlead.Formats.Yaml;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>The rules of deploy/prometheus (prometheus.io, "Recording rules", "Alerting rules", "Unit testing for rules").</summary>
internal static class AlertRules
{
    /// <summary>Every rule: key, value.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> All() =>
    [
        .. from rules in Values(Read("rules.yml"), "rules").OfType<YamlSequence>()
           from rule in rules.Items.Cast<YamlMapping>()
           select (IReadOnlyDictionary<string, string>)Flat(rule),
    ];

    /// <summary>The names of the alerts.</summary>
    public static IEnumerable<string> Alerts() => All().Where(rule => rule.ContainsKey("alert")).Select(rule => rule["alert"]);

    /// <summary>The labels of every sample that a test of the rules expects: an alert that fires, mostly.</summary>
    public static IEnumerable<string> ExpectedSamples() => Values(Read("rules_test.yml"), "labels").Cast<YamlScalar>().Select(labels => labels.Text);

    /// <summary>The series of the test in which no alert fires, the first.</summary>
    public static IEnumerable<string> SeriesWhileAllIsWell() =>
        Values(Values(Read("rules_test.yml"), "tests").Cast<YamlSequence>().Single().Items[0], "series").Cast<YamlScalar>().Select(series => series.Text);

    /// <summary>Every value of a key, wherever it stands.</summary>
    private static IEnumerable<YamlNode> Values(YamlNode? node, string key) => node switch
    {
        YamlMapping map => map.Entries.SelectMany(entry => entry.Key.Text == key ? [entry.Value] : Values(entry.Value, key)),
        YamlSequence list => list.Items.SelectMany(item => Values(item, key)),
        _ => [],
    };

    /// <summary>Labels and annotations stand beside the rule's own keys.</summary>
    private static Dictionary<string, string> Flat(YamlMapping rule) => rule.Entries
        .SelectMany(entry => entry.Value is YamlMapping inner ? inner.Entries : [entry])
        .ToDictionary(entry => entry.Key.Text, entry => entry.Value.ShouldBeOfType<YamlScalar>().Text);

    private static YamlNode? Read(string file)
    {
        var document = YamlReader.Read(File.ReadAllBytes(Path.Combine(Checkout.Root, "deploy", "prometheus", file)));
        document.Problems.ShouldBeEmpty();
        return document.Root;
    }
}
