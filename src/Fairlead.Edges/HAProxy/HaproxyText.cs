using System.Text;

namespace Fairlead.Edges.HAProxy;

/// <summary>A configuration, line by line.</summary>
internal sealed class HaproxyText
{
    private readonly StringBuilder _text = new();

    /// <summary>
    /// A word in strong quotes, in which nothing has a meaning (configuration manual 2.2): a quote or the end of a line in it ends them, and stands escaped between two such words.
    /// </summary>
    public static string Quoted(string word) =>
        $"'{word.Replace("'", @"'\''", StringComparison.Ordinal).Replace("\n", @"'\n'", StringComparison.Ordinal)}'";

    /// <summary>Begins a section.</summary>
    public void Section(string line) => _text.Append(_text.Length == 0 ? "" : "\n").Append(line).Append('\n');

    /// <summary>A line of the section.</summary>
    public void Line(string line) => _text.Append("    ").Append(line).Append('\n');

    /// <summary>A comment above the lines that follow.</summary>
    public void Comment(string text) => _text.Append("\n    # ").Append(text).Append('\n');

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
