using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>
/// Finds out what to change in the text of a file so that its list of images says more, in the style of what stands beside it. Nothing else is
/// touched. What comes of it is proven by reading it again; where the style isn't understood, <see cref="EditException"/> says so.
/// </summary>
internal sealed class ImageListEditor
{
    private readonly TextLines _lines;
    private readonly YamlSpans _spans;
    private readonly FlowList _flow;
    private readonly YamlSequence _list;
    private readonly YamlEntry? _entry;
    private readonly bool _isInBrackets;

    /// <param name="text">The file.</param>
    /// <param name="root">What it says.</param>
    /// <param name="list">Its list of images.</param>
    /// <param name="entry">The entry that the list is the value of; null where it is the whole file.</param>
    public ImageListEditor(string text, YamlNode root, YamlSequence list, YamlEntry? entry)
    {
        _lines = new TextLines(text);
        _spans = new YamlSpans(_lines);
        _flow = new FlowList(_lines, _spans);
        (_list, _entry) = (list, entry);
        _isInBrackets = entry is not null && _spans.IsFlow(root);
        Images = ListedImage.Of(list);
    }

    /// <summary>The images that it has, in the file's order.</summary>
    public IReadOnlyList<ListedImage> Images { get; }

    /// <summary>Where a new image goes to: its place by name where the list is in that order, else the end.</summary>
    public int PlaceOf(string image)
    {
        var names = Images.Select(one => one.Text).ToList();
        var isSorted = names.Count > 1 && !_spans.IsFlow(_list) && names.Zip(names.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) <= 0);
        var index = isSorted ? names.FindIndex(name => string.CompareOrdinal(name, image) > 0) : -1;
        return index < 0 ? names.Count : index;
    }

    /// <summary>Puts a tag at the end of a digest's list.</summary>
    public IEnumerable<TextEdit> AddTag(ListedImage image, YamlSequence tags, string tag)
    {
        var style = StyleNear(image);
        var text = style.Tag(tag, tags);
        if (_spans.IsFlow(tags)) return _flow.Append(tags, text, style.Separator(_flow));
        return [Below(tags, $"{Blanks(tags.Column)}-{style.Gap(tags)}{text}")];
    }

    /// <summary>Puts a digest at the end of an image.</summary>
    public IEnumerable<TextEdit> AddDigest(ListedImage image, Digest digest, IReadOnlyList<string> tags)
    {
        var (map, style) = (image.Digests, StyleNear(image));
        var lineBreak = _lines.Break(_spans.Start(map));
        if (!_spans.IsFlow(map))
        {
            var indent = Blanks(map.Column);
            return [Below(map, indent + style.Entry(digest, tags, indent, lineBreak, _flow))];
        }
        if (map.Entries.Count > 0 || _isInBrackets || _spans.IsFlow(_list) || _spans.IsFlow(image.Node) || Like(image) is { } like && _spans.IsFlow(like.Digests) || _spans.Colon(image.Map) is null)
            return _flow.Append(map, style.Entry(digest, tags, null, lineBreak, _flow));
        var below = Blanks(image.Node.Column + DigestIndent(image));
        return Unfold(image.Map, map, below + style.Entry(digest, tags, below, lineBreak, _flow));
    }

    /// <summary>Puts an image at its place.</summary>
    public IEnumerable<TextEdit> AddImage(int index, ImageAddition addition)
    {
        var near = Images.Count == 0 ? null : Images[Math.Max(0, index - 1)];
        var lineBreak = _lines.Break(_spans.Start(_list));
        if (_spans.IsFlow(_list) && (near is not null || _isInBrackets)) return _flow.Append(_list, OnOneLine(near, addition), FlowList.UsualSeparator);
        if (near is null) return Unfold(_entry, _list, OnLines(null, addition, Blanks(_entry?.Key.Column ?? 1), lineBreak));

        var item = _spans.IsFlow(near.Node) ? $"{Blanks(_list.Column)}-{StyleNear(near).Gap(_list)}{OnOneLine(near, addition)}" : OnLines(near, addition, Blanks(_list.Column), lineBreak);
        var blank = Images.Count > 1 && _lines.FollowsBlank(_spans.Start(Images[^1].Node)) ? lineBreak : "";
        if (index > 0) return [Below(near.Node, blank + item)];
        if (!_lines.IsFirst(_spans.Start(_list))) throw YamlSpans.Unclear(_list);
        return [TextEdit.Insert(_lines.LineStart(_spans.Start(_list)), item + lineBreak + blank)];
    }

    private string OnLines(ListedImage? near, ImageAddition addition, string dash, string lineBreak)
    {
        var (style, gap) = (StyleNear(near), near is null ? " " : StyleNear(near).Gap(_list));
        var indent = dash + new string(' ', 1 + gap.Length);
        var below = indent + new string(' ', DigestIndent(near));
        var head = $"{dash}-{gap}{Key(near?.Name, "name")}: {Name(near, addition)}{lineBreak}{indent}{Key(near?.Map, "dmap")}:";
        return near is not null && Like(near) is { } like && _spans.IsFlow(like.Digests)
            ? $"{head} {{{style.Entry(addition.Digest, addition.Tags, null, lineBreak, _flow)}}}"
            : $"{head}{lineBreak}{below}{style.Entry(addition.Digest, addition.Tags, below, lineBreak, _flow)}";
    }

    private string OnOneLine(ListedImage? near, ImageAddition addition)
    {
        var entry = StyleNear(near).Entry(addition.Digest, addition.Tags, null, "", _flow);
        return $"{{{Key(near?.Name ?? _entry, "name")}: {Name(near, addition)}, {Key(near?.Map ?? _entry, "dmap")}: {{{entry}}}}}";
    }

    /// <summary>Puts lines in the place of empty brackets: below their key, or where they are.</summary>
    private IEnumerable<TextEdit> Unfold(YamlEntry? entry, YamlNode empty, string block)
    {
        var (start, end) = (_spans.Start(empty), _spans.End(empty));
        if (!_lines.Text.AsSpan((start + 1)..(end - 1)).IsWhiteSpace() || (entry is not null && _spans.Colon(entry) is null)) throw YamlSpans.Unclear(empty);
        CheckEndOfLine(end, empty);
        if (entry is null && _lines.IsFirst(start) && _lines.LineEnd(end) == end) return [new TextEdit(start, end - start, block)];
        var from = entry is null ? start : _spans.End(entry.Key) + _spans.Colon(entry)!.IndexOf(':') + 1;
        return [new TextEdit(from, end - from, ""), TextEdit.Insert(_lines.LineEnd(end), _lines.Break(start) + block)];
    }

    /// <summary>Puts lines below the last one of a node; a comment behind it stays where it is.</summary>
    private TextEdit Below(YamlNode node, string block)
    {
        var end = _spans.End(node);
        CheckEndOfLine(end, node);
        return TextEdit.Insert(_lines.LineEnd(end), _lines.Break(end) + block);
    }

    private void CheckEndOfLine(int end, YamlNode node)
    {
        var rest = _lines.Text.AsSpan(end.._lines.LineEnd(end)).TrimStart(" \t");
        if (rest is not ([] or ['#', ..])) throw YamlSpans.Unclear(node);
    }

    private ImagesStyle StyleNear(ListedImage? image) => new(_lines, _spans, Near(image).Select(one => one.Digests));

    /// <summary>The image itself, and all others from the last one.</summary>
    private IEnumerable<ListedImage> Near(ListedImage? image) => Images.Reverse().Where(one => one != image).Prepend(image ?? Images.LastOrDefault()).OfType<ListedImage>();

    /// <summary>The nearest image that has digests.</summary>
    private ListedImage? Like(ListedImage image) => Near(image).FirstOrDefault(one => one.Digests.Entries.Count > 0);

    /// <summary>How much farther in digests stand than their image's keys.</summary>
    private int DigestIndent(ListedImage? image)
    {
        var like = Near(image).FirstOrDefault(one => one.Digests.Entries.Count > 0 && !_spans.IsFlow(one.Digests));
        return like is null ? 2 : Math.Max(1, like.Digests.Column - like.Map.Key.Column);
    }

    private string Key(YamlEntry? like, string key) => YamlQuotes.Quote(key, like is null ? null : _spans.QuoteOf(like.Key));

    private string Name(ListedImage? near, ImageAddition addition)
    {
        char? quote = near is not null ? _spans.QuoteOf((YamlScalar)near.Name.Value) : _isInBrackets && _entry is not null ? _spans.QuoteOf(_entry.Key) : null;
        return YamlQuotes.Quote(addition.Image, quote);
    }

    private static string Blanks(int column) => new(' ', column - 1);
}
