using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// IPtoASN's tables, <c>ip2asn-combined.tsv</c> and those of one family: start, end, ASN, country and name, separated by tabs, without
/// quotes and header. ASN 0 says that nobody announces the range; the country is <c>None</c> where it is not known. Addresses may be decimal
/// numbers, as in the files with <c>u32</c> in their names. Format: https://iptoasn.com/
/// </summary>
internal static class Ip2AsnFeed
{
    private const int Fields = 5;

    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(Stream content, FeedSource source)
    {
        var lines = new FeedLines(content);
        var facts = new FeedFacts(lines);
        Span<Range> fields = stackalloc Range[Fields];
        while (lines.TryNext(out var line))
        {
            if (line.IsEmpty) continue;
            if (!TabLine.TrySplit(line, fields)) throw lines.Wrong("not the five fields start, end, ASN, country and name, with tabs between them");
            var range = FieldText.Range(lines, line[fields[0]], line[fields[1]]);
            var asn = FieldText.Asn(lines, line[fields[2]]);
            var country = FieldText.Country(lines, line[fields[3]]);
            if (asn == 0) facts.Drop(Omission.NotRouted);
            facts.AddRange(range, asn, line[fields[4]], country);
        }
        return facts.ToContent();
    }
}
