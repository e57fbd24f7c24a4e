using System.Buffers.Binary;
using System.Collections;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// The search tree of a MaxMind DB, walked once from end to end. IPv4 addresses are those of ::/96 in a tree of IPv6 addresses; other
/// records that lead there (MaxMind has them at ::ffff:0:0/96, 2001::/32 and 2002::/16) say nothing new and are passed over.
/// </summary>
/// <param name="file">The whole file.</param>
/// <param name="metadata">Its metadata.</param>
/// <param name="found">Called for each prefix that has data, with where they stand in the file.</param>
internal sealed class MmdbTree(byte[] file, MmdbMetadata metadata, Action<IpPrefix, int> found)
{
    private const int Separator = 16;
    private const int IPv4Depth = 96; // zero bits before an IPv4 address in a tree of IPv6 addresses

    private readonly BitArray _seen = new(metadata.Nodes);
    private readonly int _depth = metadata.IsIPv6 ? 128 : 32;
    private long _ipv4Root = -1; // the node of ::/96, once all below it has been seen

    /// <summary>Walks it. IPv4 comes first, and each family is in order.</summary>
    /// <exception cref="FeedFormatException">A record leads nowhere, or to where the walk has been.</exception>
    public void Walk() => Visit(0, UInt128.Zero, 0);

    // An address is as deep as the tree may be: 128 calls at most.
    private void Visit(int node, UInt128 path, int depth)
    {
        _seen[node] = true;
        Follow(node, 0, path, depth + 1);
        Follow(node, 1, path | (UInt128.One << (127 - depth)), depth + 1);
    }

    private void Follow(int node, int side, UInt128 path, int depth)
    {
        // Addresses that are mapped here are IPv4 addresses to us before they are looked up.
        if (metadata.IsIPv6 && depth == IPv4Depth && path >> 32 == 0xFFFF) return;

        var record = Record(node, side);
        if (record == metadata.Nodes) return; // nothing is known of these addresses
        if (record > metadata.Nodes)
        {
            Found(Data(record, node), path, depth);
            return;
        }
        if (record == _ipv4Root) return;
        if (_seen[(int)record]) throw Wrong(node, $"node {record} comes once more: the tree has a loop, or a branch in two places");
        if (depth == _depth) throw Wrong(node, $"the tree is deeper than the {_depth} bits of an address");
        Visit((int)record, path, depth);
        if (metadata.IsIPv6 && depth == IPv4Depth && path == 0) _ipv4Root = record;
    }

    private void Found(int data, UInt128 path, int depth)
    {
        if (!metadata.IsIPv6)
        {
            found(IpPrefix.Of(IpAddress.V4((uint)(path >> 96)), depth), data);
            return;
        }
        // What is said of a block that all of IPv4 is in, is said of IPv4.
        if (path >> 32 == 0) found(IpPrefix.Of(IpAddress.V4((uint)path), Math.Max(depth - IPv4Depth, 0)), data);
        if (path >> 32 != 0 || depth < IPv4Depth) found(IpPrefix.Of(IpAddress.V6Unmapped(path), depth), data);
    }

    private int Data(long record, int node)
    {
        var offset = record - metadata.Nodes - Separator;
        return offset >= 0 && offset < metadata.At - metadata.Data
            ? (int)(metadata.Data + offset)
            : throw Wrong(node, "a record leads outside of the data");
    }

    private long Record(int node, int side)
    {
        var bytes = file.AsSpan(Position(node), metadata.RecordBits / 4);
        switch (metadata.RecordBits)
        {
            case 24:
                return Number24(bytes[(3 * side)..]);
            case 28: // the byte between the two holds the highest bits of both
                return ((long)(side == 0 ? bytes[3] >> 4 : bytes[3] & 0xF) << 24) | Number24(bytes[(4 * side)..]);
            default:
                return BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * side)..]);
        }
    }

    private static long Number24(ReadOnlySpan<byte> bytes) => ((long)bytes[0] << 16) | ((long)bytes[1] << 8) | bytes[2];

    private int Position(int node) => node * (metadata.RecordBits / 4);

    private FeedFormatException Wrong(int node, string what) => MmdbFeed.Wrong(Position(node), what);
}
