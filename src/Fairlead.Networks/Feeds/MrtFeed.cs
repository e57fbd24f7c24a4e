namespace Fairlead.Networks.Feeds;

/// <summary>
/// A routing table as a BGP collector dumps it (RouteViews' <c>rib.*</c>, RIPE RIS's <c>bview.*</c>): MRT with records of type
/// TABLE_DUMP_V2, RFC 6396, and with several paths from one peer, RFC 8050. Of every unicast prefix it gives the AS that most peers see
/// as its origin, the smallest of several that equally many see.
/// </summary>
/// <remarks>
/// <para>
/// A prefix is left out when it is a default route, a bogon or without any origin; a path, which then has no vote, when it ends in a
/// reserved ASN, in a set of several ASNs, or in no ASN at all. Records of other kinds are passed over. Each is counted in
/// <see cref="FeedContent.Dropped"/>, once a prefix, path or record.
/// </para>
/// <para>
/// The file is read as it comes, in memory for one record and the result. It is refused when a length in it, its end, or anything else
/// that is read shows that it is damaged. Nothing in MRT protects the bytes themselves: compressed files carry a checksum.
/// </para>
/// </remarks>
internal static class MrtFeed
{
    /// <summary>Three times the internet's routing table, which has about a million IPv4 and a quarter of a million IPv6 prefixes.</summary>
    public const int MostPrefixes = 4_000_000;

    /// <param name="content">The file, not compressed.</param>
    /// <param name="source">Where it is from.</param>
    /// <exception cref="FeedFormatException">It is not of the format.</exception>
    public static FeedContent Parse(Stream content, FeedSource source) => Parse(content, MostPrefixes);

    internal static FeedContent Parse(Stream content, int mostPrefixes)
    {
        var records = new MrtRecords(content);
        var rib = new MrtRib(mostPrefixes);
        while (records.Read())
        {
            switch (records.Type)
            {
                case MrtType.TableDumpV2: Read(records, rib); break;
                case MrtType.TableDump: throw records.Wrong("a record of TABLE_DUMP, the type before TABLE_DUMP_V2; take a dump of the later type");
                default: rib.PassOver(); break;
            }
        }
        return rib.ToContent();
    }

    private static void Read(MrtRecords records, MrtRib rib)
    {
        switch (records.Subtype)
        {
            case TableDumpSubtype.PeerIndexTable: rib.SetPeers(records.Body); break;
            case TableDumpSubtype.RibIpv4Unicast: rib.Add(records.Body, isIPv4: true, hasPathIds: false); break;
            case TableDumpSubtype.RibIpv6Unicast: rib.Add(records.Body, isIPv4: false, hasPathIds: false); break;
            case TableDumpSubtype.RibIpv4UnicastAddPath: rib.Add(records.Body, isIPv4: true, hasPathIds: true); break;
            case TableDumpSubtype.RibIpv6UnicastAddPath: rib.Add(records.Body, isIPv4: false, hasPathIds: true); break;
            default: rib.PassOver(); break;
        }
    }
}
