using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// CAIDA's RouteViews prefix-to-AS tables: prefix, length and origin, separated by tabs. An origin is an ASN; several of them with <c>_</c>
/// between, the one that most peers saw first; any of them may be a set, with <c>,</c> between its members.
/// Format: https://www.caida.org/catalog/datasets/routeviews-prefix2as/
/// </summary>
internal static class Pfx2AsFeed
{
    private const int Fields = 3;

    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(Stream content, FeedSource source)
    {
        var lines = new FeedLines(content);
        var facts = new FeedFacts(lines);
        Span<Range> fields = stackalloc Range[Fields];
        while (lines.TryNext(out var line))
        {
            if (line.IsEmpty) continue;
            if (!TabLine.TrySplit(line, fields)) throw lines.Wrong("not the three fields prefix, length and ASN, with tabs between them");
            line[fields[0].End] = (byte)'/'; // as everyone else writes it
            var prefix = FieldText.Prefix(lines, line[..fields[1].End], orAddress: false, out var masked);
            var asn = Origin(lines, line[fields[2]], out var why);
            if (asn == 0) facts.Drop(why);
            facts.AddPrefix(prefix, masked, asn, name: []);
        }
        return facts.ToContent();
    }

    // The first that is one AS, and somebody's; 0 where there is none such. All of them must be well-formed.
    private static uint Origin(FeedLines lines, ReadOnlySpan<byte> origins, out string why)
    {
        var chosen = 0u;
        why = Omission.ReservedAsn;
        foreach (var range in origins.Split((byte)'_'))
        {
            if (!TryOne(lines, origins[range], out var asn)) why = Omission.AsSet;
            else if (chosen == 0 && !ReservedAsns.Contains(asn)) chosen = asn;
        }
        return chosen;
    }

    private static bool TryOne(FeedLines lines, ReadOnlySpan<byte> origin, out uint asn)
    {
        asn = 0;
        var isOne = true;
        var isFirst = true;
        foreach (var range in origin.Split((byte)','))
        {
            var member = FieldText.Asn(lines, origin[range]);
            isOne &= isFirst || member == asn;
            (asn, isFirst) = (member, false);
        }
        return isOne;
    }
}
