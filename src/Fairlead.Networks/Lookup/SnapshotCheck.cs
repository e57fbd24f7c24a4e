using System.Numerics;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// Whether the numbers of a snapshot lead nowhere they shouldn't: whoever can write a file can give it the right hash, and a lookup
/// that trusts it must end, and within the arrays.
/// </summary>
internal static class SnapshotCheck
{
    private const int LastLevelShift = 0; // the trie's steps end at /64

    public static InvalidDataException Wrong(string what) => new($"not as this program writes it: {what}");

    public static int Records(int numbers, int fields) =>
        numbers % fields == 0 ? numbers / fields : throw Wrong($"{numbers} numbers are no whole records of {fields}");

    public static Trust Trust(int number) =>
        number is >= 0 and <= (int)Lookup.Trust.AsnData ? (Trust)number : throw Wrong($"there is no trust {number}");

    /// <summary>Ends rise and the last one is that of the text.</summary>
    public static void Ends(ReadOnlySpan<int> ends, int textLength, string what)
    {
        var before = 0;
        foreach (var end in ends)
        {
            if (end < before) throw Wrong($"the {what} overlap");
            before = end;
        }
        if (before != textLength) throw Wrong($"the {what} don't fill their section");
    }

    public static void Ascending(ReadOnlySpan<uint> asns, int count)
    {
        if (asns.Length != count) throw Wrong("not every named ASN has a name");
        for (var i = 1; i < asns.Length; i++)
        {
            if (asns[i] <= asns[i - 1]) throw Wrong("the named ASNs are not in order");
        }
    }

    public static void Rows(FactsTable facts)
    {
        if (facts.Length == 0 || facts.Rows[0] != default) throw Wrong("the first facts are not those of nothing");
        foreach (ref readonly var row in facts.Rows)
        {
            Match(row.Network, facts.Networks.Length);
            Match(row.Asn, facts.Asns.Length);
            Match(row.Country, facts.Countries.Length);
        }

        static void Match(int packed, int claims)
        {
            var match = PrefixMatch.Unpack(packed);
            if ((uint)match.Claim >= (uint)claims || match.Length > 128 || (match.Claim == 0 && packed != 0)) throw Wrong("facts name a claim that is not there");
        }
    }

    public static void IndexV4(ReadOnlySpan<int> slots, int rows)
    {
        var inBlocks = slots.Length - Ipv4Index.RootSlots;
        if (inBlocks < 0 || inBlocks % Ipv4Index.BlockSlots != 0) throw Wrong("the IPv4 slots make no root and whole blocks");
        var reached = new bool[inBlocks / Ipv4Index.BlockSlots];
        foreach (var slot in slots[..Ipv4Index.RootSlots])
        {
            if (slot >= 0)
            {
                Value(slot, rows);
                continue;
            }
            foreach (var inner in Block(slots, slot, reached))
            {
                if (inner >= 0)
                {
                    Value(inner, rows);
                    continue;
                }
                foreach (var last in Block(slots, inner, reached)) Value(last, rows);
            }
        }
    }

    public static void IndexV6(
        ReadOnlySpan<int> root, ReadOnlySpan<Ipv6Node> nodes, ReadOnlySpan<int> leaves, ReadOnlySpan<UInt128> deepStarts, ReadOnlySpan<int> deepValues, int rows)
    {
        if (root.Length != Ipv6Index.RootSlots) throw Wrong("the IPv6 root has not its size");
        if (nodes.Length % Ipv6Index.BlockNodes != 0) throw Wrong("the IPv6 nodes make no whole blocks");
        if (deepStarts.Length != deepValues.Length) throw Wrong("not every deep IPv6 start has a value");
        for (var i = 1; i < deepStarts.Length; i++)
        {
            if (deepStarts[i] <= deepStarts[i - 1]) throw Wrong("the deep IPv6 starts are not in order");
        }
        foreach (var value in deepValues) Value(value, rows);
        foreach (var leaf in leaves)
        {
            if (leaf != Ipv6Index.Deeper) Value(leaf, rows);
            else if (deepStarts.IsEmpty) throw Wrong("an IPv6 leaf leads deeper, and there is nothing");
        }

        // How many steps lie above each block; a block is reached once, from one that lies before it.
        var level = new byte[nodes.Length / Ipv6Index.BlockNodes];
        foreach (var slot in root)
        {
            if (slot >= 0) Value(slot, rows);
            else Reach(level, ~slot, 1);
        }
        for (var block = 0; block < level.Length; block++)
        {
            if (level[block] == 0) throw Wrong("an IPv6 block is reached from nowhere before it");
            var isLast = 48 - (8 * level[block]) == LastLevelShift;
            foreach (ref readonly var node in nodes.Slice(block * Ipv6Index.BlockNodes, Ipv6Index.BlockNodes))
            {
                var inner = BitOperations.PopCount(node.Inner);
                if (inner > 0 && isLast) throw Wrong("the IPv6 trie goes below /64");
                for (var i = 0; i < inner; i++)
                {
                    var child = (long)node.FirstInner + ((long)i * Ipv6Index.BlockNodes);
                    if (child <= (long)block * Ipv6Index.BlockNodes || child > int.MaxValue) throw Wrong("an IPv6 block leads back");
                    Reach(level, (int)child, (byte)(level[block] + 1));
                }
                Leaves(node, leaves.Length);
            }
        }
    }

    /// <summary>A block, which one slot alone leads to: were they shared, a small file could cost much time.</summary>
    private static ReadOnlySpan<int> Block(ReadOnlySpan<int> slots, int slot, bool[] reached)
    {
        var (number, rest) = Math.DivRem(~slot - Ipv4Index.RootSlots, Ipv4Index.BlockSlots);
        if (~slot < Ipv4Index.RootSlots || rest != 0 || number >= reached.Length) throw Wrong("an IPv4 block is not there");
        if (reached[number]) throw Wrong("an IPv4 block is reached twice");
        reached[number] = true;
        return slots.Slice(~slot, Ipv4Index.BlockSlots);
    }

    private static void Reach(byte[] level, int node, byte depth)
    {
        if (node < 0 || node % Ipv6Index.BlockNodes != 0 || node / Ipv6Index.BlockNodes >= level.Length) throw Wrong("an IPv6 block is not there");
        ref var at = ref level[node / Ipv6Index.BlockNodes];
        if (at != 0) throw Wrong("an IPv6 block is reached twice");
        at = depth;
    }

    /// <summary>Every slot that is no inner one finds a leaf: the first of them begins one, and there are as many as begin.</summary>
    private static void Leaves(in Ipv6Node node, int leaves)
    {
        var outer = ~node.Inner;
        if ((node.LeafStarts & node.Inner) != 0) throw Wrong("an IPv6 slot is both inner and a leaf");
        if (outer == 0) return;
        if ((node.LeafStarts & (outer & (~outer + 1))) == 0) throw Wrong("an IPv6 node's first leaf is missing");
        if (node.FirstLeaf < 0 || (long)node.FirstLeaf + BitOperations.PopCount(node.LeafStarts) > leaves) throw Wrong("an IPv6 leaf is not there");
    }

    private static void Value(int value, int rows)
    {
        if ((uint)value >= (uint)rows) throw Wrong("an address leads to facts that are not there");
    }
}
