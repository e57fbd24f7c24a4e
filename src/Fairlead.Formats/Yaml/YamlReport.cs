using System.Globalization;

namespace Fairlead.Formats.Yaml;

/// <summary>
/// Reads values as what a schema wants and collects what is wrong with them, so that all of it is reported at once. A value
/// that is not of the wanted kind is reported here and comes back as null. For one file and one thread.
/// </summary>
public sealed class YamlReport
{
    /// <summary>Words that are compared with names: beyond, a file is not misspelt but made to keep us busy.</summary>
    private const int MaxSuggestions = 50;

    private readonly ProblemList _problems = new();
    private readonly List<MapReader> _maps = [];
    private int _suggestions;

    /// <summary>Reports a problem at a node's place; beyond <see cref="YamlReader.MaxProblems"/> they are dropped.</summary>
    public void Add(YamlNode at, string message) => _problems.Add(at.Line, at.Column, message);

    /// <summary><c>: did you mean 'x'?</c>, to end a message about a word that is none of these names; empty when none is near.</summary>
    public string Suggest(string word, IEnumerable<string> names) =>
        _suggestions++ < MaxSuggestions && Suggestion.Nearest(word, names) is { } name ? $": did you mean {Quoted.Text(name)}?" : "";

    /// <summary>Reads a mapping. Its keys that nobody has asked for are reported by <see cref="Finish"/>.</summary>
    /// <param name="node">The value.</param>
    /// <param name="what">What it is in messages: <c>a mirror</c>, <c>'presence'</c>.</param>
    public MapReader? Map(YamlNode node, string what)
    {
        if (node is not YamlMapping mapping)
        {
            Unexpected(node, what, "a mapping of keys to values");
            return null;
        }
        var map = new MapReader(this, mapping, what);
        _maps.Add(map);
        return map;
    }

    /// <summary>Reads a list; it may have no items.</summary>
    public IReadOnlyList<YamlNode>? List(YamlNode node, string what)
    {
        if (node is YamlSequence sequence) return sequence.Items;
        Unexpected(node, what, "a list");
        return null;
    }

    /// <summary>Reads a text: any scalar, just as it stands there.</summary>
    public YamlScalar? Text(YamlNode node, string what)
    {
        if (node is YamlScalar { IsMissing: false } scalar) return scalar;
        Unexpected(node, what, "a text");
        return null;
    }

    /// <summary>Reads a whole number in decimal digits without quotes, from <paramref name="min"/> (0 or more) to <paramref name="max"/>.</summary>
    public long? Integer(YamlNode node, string what, long min, long max)
    {
        if (node is YamlScalar { IsPlain: true } scalar && IsDecimal(scalar.Text)
            && long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
            return number;
        Unexpected(node, what, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}, without quotes"));
        return null;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>; YAML 1.1's <c>yes</c>, <c>no</c>, <c>on</c> and <c>off</c> are neither.</summary>
    public bool? Bool(YamlNode node, string what)
    {
        if (node is YamlScalar { IsPlain: true, Text: "true" or "false" } scalar) return scalar.Text == "true";
        Unexpected(node, what, "true or false, without quotes");
        return null;
    }

    /// <summary>Reads a duration as <see cref="DurationText"/> has it.</summary>
    public TimeSpan? Duration(YamlNode node, string what, TimeSpan min, TimeSpan max)
    {
        if (node is YamlScalar scalar && DurationText.TryParse(scalar.Text, out var duration) && duration >= min && duration <= max)
            return duration;
        Unexpected(node, what, $"a duration from {DurationText.Format(min)} to {DurationText.Format(max)}, such as 500ms, 2s, 1m, 12h or 7d");
        return null;
    }

    /// <summary>Everything that is wrong, in the file's order, unknown keys included. Called once, when all has been read.</summary>
    public IReadOnlyList<YamlProblem> Finish()
    {
        foreach (var map in _maps) map.ReportUnknownKeys();
        return _problems.InOrder();
    }

    private void Unexpected(YamlNode node, string what, string wanted)
    {
        switch (node)
        {
            case YamlInvalid:
                return;
            case YamlScalar { IsMissing: true }:
                Add(node, $"{what} is empty: it must be {wanted}; give it a value or remove it");
                return;
            case YamlScalar scalar:
                Add(node, $"{what} must be {wanted}, not {Quoted.Text(scalar.Text)}");
                return;
            default:
                Add(node, $"{what} must be {wanted}, not {(node is YamlSequence ? "a list" : "a mapping")}");
                return;
        }
    }

    private static bool IsDecimal(string text) => text.Length > 0 && (text.Length == 1 || text[0] != '0');
}
