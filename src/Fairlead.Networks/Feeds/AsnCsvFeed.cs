using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// ASNs as comma-separated values, in either of two forms, which the first line tells apart. <c>start,end,asn,name</c>, of inclusive ranges
/// as text or as decimal numbers, without a header: https://github.com/sapics/ip-location-db/tree/main/asn#csv-format and
/// https://db-ip.com/db/format/ip-to-asn-lite/csv.html. And MaxMind's <c>network,autonomous_system_number,autonomous_system_organization</c>, of
/// prefixes, under that header: https://dev.maxmind.com/geoip/docs/databases/asn/#csv-databases.
/// </summary>
internal static class AsnCsvFeed
{
    private const int RangeFields = 4;
    private const int NetworkFields = 3;

    private static ReadOnlySpan<byte> NetworkHeader => "network,autonomous_system_number,autonomous_system_organization"u8;

    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(Stream content, FeedSource source)
    {
        var lines = new FeedLines(content);
        var facts = new FeedFacts(lines);
        Span<Range> fields = stackalloc Range[RangeFields];
        bool? hasNetworks = null;
        while (lines.TryNext(out var line))
        {
            if (line.IsEmpty) continue;
            if (hasNetworks is null && line.SequenceEqual(NetworkHeader))
            {
                hasNetworks = true;
                continue;
            }
            var count = CsvLine.Split(lines, line, fields);
            hasNetworks ??= line[fields[0]].Contains((byte)'/');
            if (hasNetworks.Value) AddNetwork(lines, line, fields, count, facts);
            else AddRange(lines, line, fields, count, facts);
        }
        return facts.ToContent();
    }

    private static void AddRange(FeedLines lines, ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields, int count, FeedFacts facts)
    {
        if (count != RangeFields) throw lines.Wrong($"{count} fields, where start,end,asn,name are wanted");
        var range = FieldText.Range(lines, line[fields[0]], line[fields[1]]);
        var asn = FieldText.Asn(lines, line[fields[2]]);
        if (asn == 0) facts.Drop(Omission.ReservedAsn);
        facts.AddRange(range, asn, line[fields[3]], country: default);
    }

    private static void AddNetwork(FeedLines lines, ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields, int count, FeedFacts facts)
    {
        if (count != NetworkFields) throw lines.Wrong($"{count} fields, where network,asn,name are wanted");
        var prefix = FieldText.Prefix(lines, line[fields[0]], orAddress: false, out var masked);
        var asn = FieldText.Asn(lines, line[fields[1]]);
        if (asn == 0) facts.Drop(Omission.ReservedAsn);
        facts.AddPrefix(prefix, masked, asn, line[fields[2]]);
    }
}
