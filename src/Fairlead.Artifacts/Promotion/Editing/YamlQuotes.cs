namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>Names and tags as YAML: in the quotes of their neighbours, and in quotes where other readers would take them for something else.</summary>
internal static class YamlQuotes
{
    // YAML 1.1 (yaml.org/type/bool.html and null.html), which promo-tools' reader still follows.
    private static readonly HashSet<string> s_words = new(["y", "n", "yes", "no", "on", "off", "true", "false", "null"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The text in these quotes; null for none, if it can do without.</summary>
    public static string Quote(string text, char? quote)
    {
        var needed = quote ?? (CanBePlain(text) ? null : '"');
        return needed is { } mark ? $"{mark}{text}{mark}" : text;
    }

    /// <summary>A number, a date or a word of YAML's own would be read as such: what begins with a letter and is no such word is a text to all.</summary>
    private static bool CanBePlain(string text) => char.IsAsciiLetter(text[0]) && !s_words.Contains(text);
}
