using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>How digests and their tags are written in a file: as the nearest neighbour that shows it does, else as Kubernetes writes them.</summary>
/// <param name="lines">The file.</param>
/// <param name="spans">Its nodes' places.</param>
/// <param name="maps">The <c>dmap</c>s of its images, the nearest first.</param>
internal sealed class ImagesStyle(TextLines lines, YamlSpans spans, IEnumerable<YamlMapping> maps)
{
    private const char UsualQuote = '"';

    /// <summary>The nearest entry's.</summary>
    private YamlEntry? Neighbour => Entries.FirstOrDefault();

    private IEnumerable<YamlEntry> Entries => maps.SelectMany(map => map.Entries.Reverse());

    private IEnumerable<YamlSequence> Lists => Entries.Select(entry => entry.Value).OfType<YamlSequence>().Where(list => list.Items.Count > 0);

    /// <summary>A tag, in the quotes of the list that it gets into, or else of the nearest one.</summary>
    public string Tag(string tag, YamlSequence? list = null)
    {
        var like = (list?.Items ?? []).Concat(Lists.Take(1).SelectMany(one => one.Items)).OfType<YamlScalar>().FirstOrDefault();
        return YamlQuotes.Quote(tag, like is null ? UsualQuote : spans.QuoteOf(like));
    }

    /// <summary>What separates the tags of lists on one line.</summary>
    public string Separator(FlowList flow) =>
        Lists.Select(flow.Separator).FirstOrDefault(found => found is not null && !found.AsSpan().ContainsAny('\r', '\n')) ?? FlowList.UsualSeparator;

    /// <summary>A digest with its tags.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="tags">Its tags; none: an empty list.</param>
    /// <param name="indent">Blanks before the digest; null within brackets, where all stands on one line.</param>
    /// <param name="lineBreak">What ends a line.</param>
    /// <param name="flow">Knows about brackets.</param>
    public string Entry(Digest digest, IReadOnlyList<string> tags, string? indent, string lineBreak, FlowList flow)
    {
        var key = YamlQuotes.Quote(digest.ToString(), Neighbour is { } neighbour ? spans.QuoteOf(neighbour.Key) : UsualQuote);
        var quoted = tags.Select(tag => Tag(tag)).ToList();
        if (indent is not null && quoted.Count > 0 && Lists.FirstOrDefault() is { } list && !spans.IsFlow(list))
        {
            var (dash, gap) = Dash(list);
            return $"{key}:{string.Concat(quoted.Select(tag => $"{lineBreak}{indent}{dash}-{gap}{tag}"))}";
        }
        var (open, close) = Blanks();
        return $"{key}{Colon(indent is null)}" + (quoted.Count == 0 ? "[]" : $"[{open}{string.Join(Separator(flow), quoted)}{close}]");
    }

    /// <summary>Blanks between the column of a digest and the dashes of its tags, and behind a dash.</summary>
    private (string Dash, string Gap) Dash(YamlSequence list)
    {
        var entry = Entries.First(entry => entry.Value == list);
        return (new string(' ', Math.Max(0, list.Column - entry.Key.Column)), Gap(list));
    }

    /// <summary>Blanks between the last dash of a list and what stands behind it.</summary>
    public string Gap(YamlSequence list)
    {
        var item = spans.Start(list.Items[^1]);
        var blanks = 0;
        while (item > blanks && lines.Text[item - blanks - 1] == ' ') blanks++;
        return item > blanks && blanks > 0 && lines.Text[item - blanks - 1] == '-' ? new string(' ', blanks) : " ";
    }

    private string Colon(bool isInBrackets)
    {
        var colon = Neighbour is { } entry ? spans.Colon(entry) : null;
        // Without a blank behind it a colon is one only within brackets.
        return colon is null || (!isInBrackets && colon[^1] == ':') ? ": " : colon;
    }

    /// <summary>Blanks behind the first bracket and before the last one.</summary>
    private (string Open, string Close) Blanks()
    {
        if (Lists.FirstOrDefault() is not { } list || !spans.IsFlow(list)) return ("", "");
        var open = lines.Text[(spans.Start(list) + 1)..spans.Start(list.Items[0])];
        var close = lines.Text[spans.End(list.Items[^1])..(spans.End(list) - 1)];
        return open.Trim(' ').Length == 0 && close.Trim(' ').Length == 0 ? (open, close) : ("", "");
    }
}
