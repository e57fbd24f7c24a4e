using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>header</c> of each <c>when</c> in one section: names of headers, each with one value or a list of them.</summary>
internal sealed class HeaderMatchReader(PolicyReport report)
{
    private const int MaxHeaders = 16; // every one is looked up for each request that gets this far
    private const int MaxValues = 64;
    private int _matches;

    /// <summary>Reads the key; null gives no header.</summary>
    public IReadOnlyList<HeaderMatch> Read(MapReader? map)
    {
        if (map is null) return [];
        var entries = map.Entries();
        if (++_matches == HeaderSyntax.MaxMatches + 1) report.Error(map.Node, $"more than {HeaderSyntax.MaxMatches} entries that ask for headers: ask for several values in one");
        if (entries.Count == 0) report.Error(map.Node, "'header' names no header: name one with its value, or remove the key");
        if (entries.Count > MaxHeaders) report.Error(entries[MaxHeaders].Key, $"more than {MaxHeaders} headers: ask for fewer");
        var headers = new List<HeaderMatch>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in entries)
        {
            if (HeaderSyntax.FaultOfName(key.Text) is { } fault) report.Error(key, $"{Quoted.Text(key.Text)} can't be asked for: {fault}");
            else if (!seen.Add(key.Text)) report.Error(key, $"header {Quoted.Text(key.Text)} is there twice, in other letters: write its values as one list");
            headers.Add(new HeaderMatch(key.Text, ReadValues(key, value)));
        }
        return headers;
    }

    private List<string> ReadValues(YamlScalar key, YamlNode node)
    {
        var what = $"the value of header {Quoted.Text(key.Text)}";
        IReadOnlyList<YamlNode> items = node is YamlSequence sequence ? sequence.Items : [node];
        if (items.Count == 0) report.Error(node, $"header {Quoted.Text(key.Text)} has no values: give one or remove it");
        if (items.Count > MaxValues) report.Error(items[MaxValues], $"more than {MaxValues} values: ask for fewer");
        var values = new List<string>();
        foreach (var item in items)
        {
            if (report.Yaml.Text(item, what) is not { } text) continue;
            if (!HeaderSyntax.IsValue(text.Text)) report.Error(text, $"{Quoted.Text(text.Text)} can't be {what}: {HeaderSyntax.ValueRule}");
            values.Add(text.Text);
        }
        return values;
    }
}
