namespace Fairlead.Formats.Yaml;

/// <summary>
/// Reads a mapping key by key. Each getter gives null when the key is not set, and also when its value is wrong, which is then
/// in the report. A key that no getter has asked for is unknown: ask for all keys of the schema, whatever the others say.
/// </summary>
public sealed class MapReader
{
    private readonly YamlReport _report;
    private readonly string _what;
    private readonly Dictionary<string, YamlEntry> _entries;
    private readonly List<string> _asked = [];
    private bool _anyKey;

    internal MapReader(YamlReport report, YamlMapping mapping, string what)
    {
        (_report, Node, _what) = (report, mapping, what);
        _entries = mapping.Entries.ToDictionary(entry => entry.Key.Text, StringComparer.Ordinal);
    }

    /// <summary>The mapping itself: the place for what is missing in it.</summary>
    public YamlMapping Node { get; }

    /// <summary>Whether the key is there, with whatever value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether the value is a list without items.</summary>
    public bool IsEmptyList(string key) => Find(key)?.Value is YamlSequence { Items.Count: 0 };

    /// <summary>The place of the key itself, or of the mapping when the key is not set.</summary>
    public YamlNode KeyOf(string key) => (YamlNode?)Find(key)?.Key ?? Node;

    /// <summary>A value of any kind.</summary>
    public YamlNode? Value(string key)
    {
        var entry = Find(key);
        if (entry?.Value is not YamlScalar { IsMissing: true }) return entry?.Value;
        _report.Add(entry.Key, $"{Quoted.Text(key)} is empty: give it a value or remove the key");
        return null;
    }

    /// <summary>A text, with its place.</summary>
    public YamlScalar? Text(string key) => Value(key) is { } value ? _report.Text(value, Quoted.Text(key)) : null;

    /// <summary>A text alone.</summary>
    public string? String(string key) => Text(key)?.Text;

    /// <summary>A whole number.</summary>
    public int? Int(string key, int min, int max) =>
        Value(key) is { } value ? (int?)_report.Integer(value, Quoted.Text(key), min, max) : null;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Bool(string key) => Value(key) is { } value ? _report.Bool(value, Quoted.Text(key)) : null;

    /// <summary>A duration.</summary>
    public TimeSpan? Duration(string key, TimeSpan min, TimeSpan max) =>
        Value(key) is { } value ? _report.Duration(value, Quoted.Text(key), min, max) : null;

    /// <summary>One of some words.</summary>
    public T? Enum<T>(string key, params IReadOnlyList<(string Word, T Value)> choices) where T : struct
    {
        if (Text(key) is not { } text) return null;
        foreach (var (word, value) in choices)
        {
            if (text.Text == word) return value;
        }
        var words = choices.Select(choice => choice.Word).ToList();
        _report.Add(text, $"{Quoted.Text(key)} must be one of {string.Join(", ", words)}, not {Quoted.Text(text.Text)}{_report.Suggest(text.Text, words)}");
        return null;
    }

    /// <summary>A mapping.</summary>
    public MapReader? Map(string key) => Value(key) is { } value ? _report.Map(value, Quoted.Text(key)) : null;

    /// <summary>A list of values of any kind; null when the key is not set or is no list.</summary>
    public IReadOnlyList<YamlNode>? List(string key) => Value(key) is { } value ? _report.List(value, Quoted.Text(key)) : null;

    /// <summary>One value or a list of them.</summary>
    public IReadOnlyList<YamlNode>? OneOrMore(string key)
    {
        var value = Value(key);
        if (value is YamlSequence { Items.Count: 0 }) _report.Add(value, $"{Quoted.Text(key)} has no items: add one or remove the key");
        return value is YamlSequence sequence ? sequence.Items : value is null ? null : [value];
    }

    /// <summary>A list of texts; items that are none are reported and left out.</summary>
    public IReadOnlyList<YamlScalar>? Texts(string key) => List(key) is { } items ? OnlyTexts(items, key) : null;

    /// <summary>One text or a list of them; items that are none are reported and left out.</summary>
    public IReadOnlyList<YamlScalar>? TextOrTexts(string key) => OneOrMore(key) is { } items ? OnlyTexts(items, key) : null;

    /// <summary>All entries, for a mapping whose keys are names of the user's own choosing.</summary>
    public IReadOnlyList<YamlEntry> Entries()
    {
        _anyKey = true;
        return Node.Entries;
    }

    internal void ReportUnknownKeys()
    {
        if (_anyKey) return;
        foreach (var (key, _) in Node.Entries)
        {
            if (_asked.Contains(key.Text)) continue;
            var suggestion = _report.Suggest(key.Text, _asked);
            var known = suggestion.Length > 0 ? suggestion : $"; it has {string.Join(", ", _asked)}";
            _report.Add(key, $"{Quoted.Text(key.Text)} is not a key of {_what}{known}");
        }
    }

    private YamlEntry? Find(string key)
    {
        if (!_asked.Contains(key)) _asked.Add(key);
        return _entries.GetValueOrDefault(key);
    }

    private List<YamlScalar> OnlyTexts(IReadOnlyList<YamlNode> items, string key) =>
        [.. items.Select(item => _report.Text(item, $"an item of {Quoted.Text(key)}")).OfType<YamlScalar>()];
}
