using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>Where the nodes of a YAML file begin and end. The file has been read: what is looked at here is valid, and has no anchors and tags.</summary>
internal sealed class YamlSpans(TextLines lines)
{
    private string Text => lines.Text;

    /// <summary>The place of its first character.</summary>
    public int Start(YamlNode node) => lines.Start(node);

    /// <summary>The place behind its last character.</summary>
    /// <exception cref="EditException">It is written in a way that is not understood here.</exception>
    public int End(YamlNode node) => node switch
    {
        YamlScalar scalar => EndOf(scalar),
        YamlSequence sequence when IsFlow(sequence) => Close(sequence, sequence.Items.LastOrDefault()),
        YamlMapping mapping when IsFlow(mapping) => Close(mapping, mapping.Entries.LastOrDefault()?.Value),
        YamlSequence { Items: [.., var last] } => End(last),
        YamlMapping { Entries: [.., var last] } => End(last.Value),
        _ => throw Unclear(node),
    };

    /// <summary>Whether it is written in brackets.</summary>
    public bool IsFlow(YamlNode node) => Text[Start(node)] is '[' or '{';

    /// <summary>The quote that a text is written in; null for none.</summary>
    public char? QuoteOf(YamlScalar scalar) => Text[Start(scalar)] is ('"' or '\'') and var quote ? quote : null;

    /// <summary>What stands between a key and its value, where that is a colon and blanks of one line; else null.</summary>
    public string? Colon(YamlEntry entry)
    {
        var between = Text[End(entry.Key)..Start(entry.Value)];
        return between.Trim(' ') == ":" ? between : null;
    }

    /// <summary>What to say of a place that can't be edited.</summary>
    public static EditException Unclear(YamlNode node) => new($"line {node.Line} is written in a way that can't be added to safely: add it by hand, or write the line as its neighbours are");

    private int EndOf(YamlScalar scalar)
    {
        var start = Start(scalar);
        if (QuoteOf(scalar) is not { } quote)
            return !scalar.IsMissing && string.CompareOrdinal(Text, start, scalar.Text, 0, scalar.Text.Length) == 0 ? start + scalar.Text.Length : throw Unclear(scalar);
        for (var i = start + 1; i < Text.Length; i++)
        {
            if (Text[i] == '\\' && quote == '"') i++;
            else if (Text[i] == quote && quote == '\'' && i + 1 < Text.Length && Text[i + 1] == quote) i++;
            else if (Text[i] == quote) return i + 1;
        }
        throw Unclear(scalar);
    }

    /// <summary>The place behind the bracket that closes it.</summary>
    private int Close(YamlNode node, YamlNode? last)
    {
        var close = Text[Start(node)] == '[' ? ']' : '}';
        for (var i = last is null ? Start(node) + 1 : End(last); i < Text.Length; i++)
        {
            if (Text[i] == close) return i + 1;
            if (Text[i] == '#') i = lines.LineEnd(i);
            else if (Text[i] is not (',' or ' ' or '\t' or '\r' or '\n')) break;
        }
        throw Unclear(node);
    }
}
