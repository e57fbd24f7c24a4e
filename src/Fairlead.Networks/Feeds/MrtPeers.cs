namespace Fairlead.Networks.Feeds;

/// <summary>
/// The collector's peers: PEER_INDEX_TABLE, RFC 6396 section 4.3.1. A file that was cut out of a larger one has none, and then nothing
/// is known of any peer.
/// </summary>
internal sealed class MrtPeers
{
    private const int HasIpv6Address = 1; // of a peer's type: bit 7 in the RFC's count
    private const int HasFourByteAsn = 2;

    private readonly uint[]? _asns;

    private MrtPeers(uint[]? asns) => _asns = asns;

    /// <summary>Nothing known of any.</summary>
    public static MrtPeers Unknown { get; } = new(null);

    public static MrtPeers Read(MrtCursor table)
    {
        table.Read(4, "the collector's id");
        table.Read(table.ReadUInt16("the length of the view's name"), "the view's name");
        int count = table.ReadUInt16("the count of peers");
        var asns = new uint[count];
        foreach (ref var asn in asns.AsSpan())
        {
            var type = table.ReadByte("the peer's type");
            table.Read(4, "the peer's id");
            table.Read((type & HasIpv6Address) != 0 ? 16 : 4, "the peer's address");
            asn = (type & HasFourByteAsn) != 0 ? table.ReadUInt32("the peer's ASN") : table.ReadUInt16("the peer's ASN");
        }
        if (table.Left > 0) throw table.Wrong($"{table.Left} bytes follow the last peer");
        return new(asns);
    }

    /// <summary>Whether a RIB entry may name this peer.</summary>
    public bool MayHave(int peer) => _asns is null || peer < _asns.Length;

    /// <summary>The autonomous system of the peer; 0 where it is not known.</summary>
    public uint AsnOf(int peer) => _asns is null ? 0 : _asns[peer];
}
