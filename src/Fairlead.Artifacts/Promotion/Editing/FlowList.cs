using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>Puts an item at the end of what is written in brackets, on one line or on many.</summary>
internal sealed class FlowList(TextLines lines, YamlSpans spans)
{
    /// <summary>What separates items where no neighbour shows it.</summary>
    public const string UsualSeparator = ", ";

    /// <summary>Puts a tag at the end of a list.</summary>
    public IEnumerable<TextEdit> Append(YamlSequence list, string item, string separator) => list.Items is [.., var last]
        ? After(spans.Start(last), spans.End(last), Separator(list) ?? separator, item)
        : Fill(spans.Start(list), item);

    /// <summary>Puts an entry at the end of a mapping.</summary>
    public IEnumerable<TextEdit> Append(YamlMapping map, string item) => map.Entries is [.., var last]
        ? After(spans.Start(last.Key), spans.End(last.Value), UsualSeparator, item)
        : Fill(spans.Start(map), item);

    /// <summary>What stands between the last two items, where that is a comma and blanks; else null.</summary>
    public string? Separator(YamlSequence list)
    {
        if (list.Items is not [.., var before, var last] || !spans.IsFlow(list)) return null;
        var between = lines.Text[spans.End(before)..spans.Start(last)];
        return between.Trim() == "," ? between : null;
    }

    private IEnumerable<TextEdit> After(int start, int end, string separator, string item)
    {
        var lineEnd = lines.LineEnd(end);
        var rest = lines.Text.AsSpan(end..lineEnd).TrimStart(" \t");
        var hasComma = rest.StartsWith(',');
        var behind = hasComma ? rest[1..].TrimStart(" \t") : rest;
        var endsLine = behind.IsEmpty || behind[0] == '#';
        if (!endsLine || !lines.IsFirst(start))
            return [TextEdit.Insert(end, (endsLine && separator.AsSpan().ContainsAny('\r', '\n') ? UsualSeparator : separator) + item)];

        // One item a line: the new one gets a line too, behind the comment of the one before, and a comma where they all have one.
        var indent = lines.Text[lines.LineStart(start)..start];
        var line = TextEdit.Insert(lineEnd, lines.Break(start) + indent + item + (hasComma ? "," : ""));
        return hasComma ? [line] : [TextEdit.Insert(end, ","), line];
    }

    /// <summary>Puts the first item into a pair of brackets; the blanks in them stand on both sides of it.</summary>
    private TextEdit[] Fill(int start, string item)
    {
        var inner = lines.Text.AsSpan(start + 1);
        var blanks = inner[..Math.Max(0, inner.IndexOfAnyExcept(' '))];
        return [TextEdit.Insert(start + 1, $"{blanks}{item}")];
    }
}
