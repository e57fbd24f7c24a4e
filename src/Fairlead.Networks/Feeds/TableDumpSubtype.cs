namespace Fairlead.Networks.Feeds;

/// <summary>Subtypes of TABLE_DUMP_V2 that matter here: RFC 6396 section 4.3 and, for several paths from one peer, RFC 8050 section 4.1.</summary>
internal static class TableDumpSubtype
{
    public const int PeerIndexTable = 1;
    public const int RibIpv4Unicast = 2;
    public const int RibIpv6Unicast = 4;
    public const int RibIpv4UnicastAddPath = 8;
    public const int RibIpv6UnicastAddPath = 10;
}
