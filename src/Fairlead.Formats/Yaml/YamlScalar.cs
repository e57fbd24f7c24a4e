namespace Fairlead.Formats.Yaml;

/// <summary>
/// A text as the file has it. What it means is up to whoever wants it: an unquoted <c>NO</c> is a country where a country is
/// wanted, never a boolean of its own accord.
/// </summary>
public sealed class YamlScalar(int line, int column, string text, bool isPlain) : YamlNode(line, column)
{
    /// <summary>The text, quotes and escapes resolved.</summary>
    public string Text => text;

    /// <summary>Whether it stands there without quotes: only such a text can be a number or a boolean.</summary>
    public bool IsPlain => isPlain;

    /// <summary>Whether nothing stands there at all, as after <c>key:</c>. An empty text in quotes is something.</summary>
    public bool IsMissing => isPlain && text.Length == 0;
}
