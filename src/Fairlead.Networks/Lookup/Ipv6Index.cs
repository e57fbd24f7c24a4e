using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// IPv6 address -> int. The upper 16 bits choose a slot of the root; each further 8 bits, down to /64, one of 256 slots that
/// are held as a block of four compressed nodes. Networks are cut at /32, /40, /48 and /56 more than anywhere else, and this
/// is where the steps end: an address takes as many dependent reads as bytes decide it. The few /64s that are
/// cut up further are searched for in a sorted list.
/// </summary>
internal sealed class Ipv6Index(int[] root, Ipv6Node[] nodes, int[] leaves, UInt128[] deepStarts, int[] deepValues)
{
    /// <summary>How many slots the root has; each a value (0 or more) or the complement of its block's first node.</summary>
    public const int RootSlots = 1 << 16;

    /// <summary>How many nodes make a block: 256 slots.</summary>
    public const int BlockNodes = 4;

    /// <summary>The value of a /64 whose addresses differ.</summary>
    public const int Deeper = -1;

    private readonly int[] _root = root;
    private readonly Ipv6Node[] _nodes = nodes;
    private readonly int[] _leaves = leaves;
    private readonly UInt128[] _deepStarts = deepStarts;
    private readonly int[] _deepValues = deepValues;

    public ReadOnlySpan<int> Root => _root;

    public ReadOnlySpan<Ipv6Node> Nodes => _nodes;

    public ReadOnlySpan<int> Leaves => _leaves;

    public ReadOnlySpan<UInt128> DeepStarts => _deepStarts;

    public ReadOnlySpan<int> DeepValues => _deepValues;

    public long SizeInBytes =>
        ((long)(_root.Length + _leaves.Length + _deepValues.Length) * sizeof(int))
        + ((long)_nodes.Length * Unsafe.SizeOf<Ipv6Node>())
        + ((long)_deepStarts.Length * Unsafe.SizeOf<UInt128>());

    /// <param name="key">The address's upper half, which decides of nearly all.</param>
    /// <param name="low">Its lower half.</param>
    public int Find(ulong key, ulong low)
    {
        var slot = _root[key >> 48];
        if (slot >= 0) return slot;

        var nodes = _nodes;
        var block = ~slot;
        for (var shift = 40; ; shift -= 8)
        {
            ref readonly var node = ref nodes[block + ((int)(key >> (shift + 6)) & (BlockNodes - 1))];
            var index = (int)(key >> shift) & (Ipv6Node.Slots - 1);
            var upToIndex = ulong.MaxValue >> (Ipv6Node.Slots - 1 - index);
            if ((node.Inner >> index & 1) == 0)
            {
                var value = _leaves[node.FirstLeaf + BitOperations.PopCount(node.LeafStarts & upToIndex) - 1];
                return value != Deeper ? value : FindDeep(new UInt128(key, low));
            }
            block = node.FirstInner + ((BitOperations.PopCount(node.Inner & upToIndex) - 1) * BlockNodes);
        }
    }

    /// <summary>The value of the last start that is not after the address.</summary>
    private int FindDeep(UInt128 address)
    {
        int low = 0, high = _deepStarts.Length;
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (_deepStarts[middle] <= address) low = middle;
            else high = middle;
        }
        return _deepValues[low];
    }

    /// <summary>The runs that it was built from.</summary>
    public AddressRuns<UInt128> ToRuns()
    {
        var runs = new AddressRuns<UInt128>(_leaves.Length);
        for (var i = 0; i < RootSlots; i++)
        {
            var first = (ulong)i << 48;
            if (_root[i] >= 0) runs.SetFrom((UInt128)first << 64, _root[i]);
            else AddTo(runs, ~_root[i], first, 40);
        }
        return runs;
    }

    private void AddTo(AddressRuns<UInt128> runs, int block, ulong first, int shift)
    {
        for (var i = 0; i < BlockNodes * Ipv6Node.Slots; i++)
        {
            ref readonly var node = ref _nodes[block + (i / Ipv6Node.Slots)];
            var index = i % Ipv6Node.Slots;
            var upToIndex = ulong.MaxValue >> (Ipv6Node.Slots - 1 - index);
            var start = first + ((ulong)i << shift);
            if ((node.Inner >> index & 1) != 0)
            {
                AddTo(runs, node.FirstInner + ((BitOperations.PopCount(node.Inner & upToIndex) - 1) * BlockNodes), start, shift - 8);
                continue;
            }
            var value = _leaves[node.FirstLeaf + BitOperations.PopCount(node.LeafStarts & upToIndex) - 1];
            if (value != Deeper) runs.SetFrom((UInt128)start << 64, value);
            else AddDeep(runs, start, (1UL << shift) - 1);
        }
    }

    /// <summary>What the sorted list says of some /64s in a row.</summary>
    private void AddDeep(AddressRuns<UInt128> runs, ulong first, ulong more)
    {
        var start = (UInt128)first << 64;
        var at = Array.BinarySearch(_deepStarts, start);
        if (at < 0)
        {
            at = ~at;
            runs.SetFrom(start, _deepValues[at - 1]); // as before it: the list has only where something changes
        }
        for (; at < _deepStarts.Length && (ulong)(_deepStarts[at] >> 64) - first <= more; at++) runs.SetFrom(_deepStarts[at], _deepValues[at]);
    }
}
