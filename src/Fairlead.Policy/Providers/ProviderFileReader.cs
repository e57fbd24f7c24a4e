using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Providers;

/// <summary>
/// Reads one provider file, as kubernetes/k8s.io has them under <c>registry.k8s.io/infra/meta/asns</c>: <c>name</c>, <c>asns</c>,
/// <c>redirectsTo</c> with <c>registry</c> and <c>artifacts</c>, <c>contact</c>, <c>active</c>. Others write these files for others, too:
/// keys that are not ours are passed over, which they are in no other file.
/// </summary>
internal static class ProviderFileReader
{
    /// <summary>Reads it; null when it has an error.</summary>
    /// <param name="fileName">What messages call it.</param>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="problems">Takes up what is wrong with it.</param>
    public static ProviderFile? Read(string fileName, ReadOnlySpan<byte> utf8, List<Problem> problems) => Read(fileName, YamlReader.Read(utf8), problems);

    /// <summary>The same, where the YAML has been read.</summary>
    public static ProviderFile? Read(string fileName, YamlDocument document, List<Problem> problems)
    {
        var report = new PolicyReport(fileName, document.Problems);
        var file = document.Root is null ? null : Read(fileName, document.Root, report);
        var found = report.Finish();
        problems.AddRange(found);
        return found.Any(problem => problem.Severity == Severity.Error) ? null : file;
    }

    /// <summary>Whether it is a provider file by its look, good or not: a repository has other YAML, too.</summary>
    public static bool IsOne(YamlDocument document) =>
        document.Root is YamlMapping root
        && root.Entries.Any(entry => entry.Key.Text == "name" && entry.Value is YamlScalar)
        && root.Entries.Any(entry => entry.Key.Text is "asns" or "redirectsTo");

    private static ProviderFile? Read(string fileName, YamlNode root, PolicyReport report)
    {
        if (Open(report, root, "a provider file") is not { } map) return null;
        if (!map.Has("name")) report.Error(map.Node, "a provider file needs a 'name'");
        var name = report.Name(map.Text("name"));
        var asns = (map.List("asns") ?? []).Select(item => report.Asn(item)).OfType<uint>().Distinct().ToArray();
        var redirects = map.Value("redirectsTo") is { } value ? Open(report, value, "'redirectsTo'") : null;
        var contact = map.Value("contact") is { } who ? Open(report, who, "'contact'") : null;
        return new ProviderFile(
            fileName,
            name ?? "",
            asns,
            ReadTarget(report, redirects?.Text("registry"), mayHavePath: false),
            ReadTarget(report, redirects?.Text("artifacts"), mayHavePath: true),
            report.Contact(contact),
            map.Bool("active"));
    }

    /// <summary>A mapping of which unknown keys are not reported.</summary>
    private static MapReader? Open(PolicyReport report, YamlNode node, string what)
    {
        var map = report.Yaml.Map(node, what);
        map?.Entries();
        return map;
    }

    private static HttpTarget? ReadTarget(PolicyReport report, YamlScalar? text, bool mayHavePath)
    {
        if (text is null) return null;
        var target = HttpTarget.Parse(text.Text, mayHavePath, out var fault);
        if (target is null) report.Error(text, $"{Quoted.Text(text.Text)} is neither a host nor a base URL: {fault}");
        return target;
    }
}
