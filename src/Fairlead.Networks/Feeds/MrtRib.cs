using System.Buffers.Binary;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>Gathers prefixes and their origins from the RIB records of an MRT file, in the file's order.</summary>
/// <param name="mostPrefixes">More are refused.</param>
internal sealed class MrtRib(int mostPrefixes)
{
    private readonly PrefixNumbers _asns = new();
    private readonly MrtDrops _drops = new();
    private readonly OriginVotes _votes = new();
    private MrtPeers _peers = MrtPeers.Unknown;
    private IpPrefix? _prefix; // of the votes; null before the first
    private bool _isWanted; // the prefix

    /// <summary>Whose paths the records after this one hold.</summary>
    public void SetPeers(MrtCursor table)
    {
        EndPrefix();
        _peers = MrtPeers.Read(table);
    }

    /// <summary>Takes a record of the paths to one prefix: RFC 6396 section 4.3.2, RFC 8050 section 4.1.</summary>
    public void Add(MrtCursor record, bool isIPv4, bool hasPathIds)
    {
        record.Read(4, "the sequence number");
        BeginPrefix(ReadPrefix(ref record, isIPv4), record);
        for (int left = record.ReadUInt16("the count of RIB entries"); left > 0; left--) AddEntry(ref record, hasPathIds);
        if (record.Left > 0) throw record.Wrong($"{record.Left} bytes follow the last RIB entry");
    }

    /// <summary>Counts a record that holds nothing for us.</summary>
    public void PassOver() => _drops.Add(MrtDrop.OtherRecord);

    /// <exception cref="FeedFormatException">There are no origins in it.</exception>
    public FeedContent ToContent()
    {
        EndPrefix();
        var dropped = _drops.ToDictionary();
        if (_asns.Count > 0) return new FeedContent([], Masked: 0) { Asns = _asns, Dropped = dropped };
        var reasons = string.Join(", ", dropped.Select(drop => $"{drop.Key}: {drop.Value}"));
        throw new FeedFormatException($"the whole file: it holds no prefix with an origin{(reasons.Length > 0 ? $" ({reasons})" : "")}");
    }

    // As in a BGP message: the length in bits, and as many bytes as hold them. What stands behind them in the last byte means nothing.
    private static IpPrefix ReadPrefix(ref MrtCursor record, bool isIPv4)
    {
        Span<byte> bytes = stackalloc byte[16];
        var width = isIPv4 ? 32 : 128;
        int length = record.ReadByte("the prefix length");
        if (length > width) throw record.Wrong($"a prefix length of {length}, more than {width}", back: 1);
        bytes.Clear();
        record.Read((length + 7) / 8, "the prefix").CopyTo(bytes);
        return IpPrefix.Of(
            isIPv4 ? IpAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(bytes)) : IpAddress.V6Unmapped(BinaryPrimitives.ReadUInt128BigEndian(bytes)),
            length);
    }

    private void AddEntry(ref MrtCursor record, bool hasPathIds)
    {
        var peer = record.ReadUInt16("the peer's index");
        if (!_peers.MayHave(peer))
            throw record.Wrong($"there is no peer {peer} in the table of peers", back: 2);
        record.Read(hasPathIds ? 8 : 4, "the RIB entry"); // when it came, and which of the peer's paths it is
        var attributes = record.ReadPart(record.ReadUInt16("the length of the path attributes"), "the path attributes");
        var end = AsPath.EndOf(attributes, out var origin);
        if (!_isWanted) return;

        if (end == PathEnd.Empty)
        {
            // Within one AS no one adds himself to the path (RFC 4271 section 5.1.2): the route is of the AS that the peer is in.
            origin = _peers.AsnOf(peer);
            end = origin != 0 ? PathEnd.As : PathEnd.Missing;
        }
        if (end == PathEnd.Set) _drops.Add(MrtDrop.AsSet);
        else if (end != PathEnd.As) _drops.Add(MrtDrop.NoAsn);
        else if (ReservedAsns.Contains(origin)) _drops.Add(MrtDrop.ReservedAsn);
        else if (!_votes.IsFull) _votes.Add(origin, peer);
        else throw record.Wrong($"more than {OriginVotes.Most} paths to {_prefix}");
    }

    // The paths of peers that send several stand in a record of their own, next to that of the other peers' paths: all of them vote together.
    private void BeginPrefix(IpPrefix prefix, in MrtCursor record)
    {
        if (prefix == _prefix) return;
        EndPrefix();
        _prefix = prefix;
        if (prefix.Length == 0) _drops.Add(MrtDrop.DefaultRoute);
        else if (Bogons.Covers(prefix)) _drops.Add(MrtDrop.BogonPrefix);
        else _isWanted = true;
        if (_isWanted && _asns.Count == mostPrefixes)
            throw record.Wrong($"more than {mostPrefixes} prefixes");
    }

    private void EndPrefix()
    {
        if (_isWanted && _votes.IsEmpty) _drops.Add(MrtDrop.NoOrigin);
        else if (_isWanted) _asns.Add(_prefix!.Value, _votes.Winner());
        _votes.Clear();
        _prefix = null;
        _isWanted = false;
    }
}
