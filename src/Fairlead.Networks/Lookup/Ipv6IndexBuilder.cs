using System.Numerics;

namespace Fairlead.Networks.Lookup;

/// <summary>Runs of values over all IPv6 addresses -> an <see cref="Ipv6Index"/>. One use each.</summary>
internal sealed class Ipv6IndexBuilder
{
    private readonly AddressRuns<ulong> _runs;
    private readonly List<int> _leaves = [];
    private Ipv6Node[] _nodes = new Ipv6Node[1024];
    private int _nodeCount;
    private int _run; // the run that the next slot begins in: slots are visited in the order of their addresses

    private Ipv6IndexBuilder(AddressRuns<ulong> runs) => _runs = runs;

    public static Ipv6Index Build(AddressRuns<UInt128> runs)
    {
        var (upper, deep) = SplitAt64(runs);
        var builder = new Ipv6IndexBuilder(upper);
        var root = new int[Ipv6Index.RootSlots];
        for (int slot = 0, uniform; slot < root.Length; slot += Math.Max(uniform, 1))
        {
            uniform = builder.UniformSlots(0, 48, slot, root.Length, out var value);
            if (uniform > 0)
            {
                root.AsSpan(slot, uniform).Fill(value);
            }
            else
            {
                var block = builder.NewBlocks(1);
                root[slot] = ~block;
                builder.FillBlock(block, (ulong)slot << 48, 40);
            }
        }
        return new Ipv6Index(root, builder._nodes.AsSpan(0, builder._nodeCount).ToArray(), builder._leaves.ToArray(), deep.Starts.ToArray(), deep.Values.ToArray());
    }

    /// <summary>
    /// What the trie decides, the upper halves of the addresses, and what is left for the sorted list: the /64s in which a run
    /// starts. Outside those the list says nothing of use.
    /// </summary>
    private static (AddressRuns<ulong> Upper, AddressRuns<UInt128> Deep) SplitAt64(AddressRuns<UInt128> runs)
    {
        var upper = new AddressRuns<ulong>(runs.Starts.Length);
        var deep = new AddressRuns<UInt128>(0);
        UInt128 deepBlock = UInt128.MaxValue; // the /64 that was cut up last; no /64 begins there
        var before = 0;
        for (var i = 0; i < runs.Starts.Length; i++)
        {
            var start = runs.Starts[i];
            var value = runs.Values[i];
            var half = (ulong)(start >> 64);
            var block = (UInt128)half << 64;
            if (start == block)
            {
                upper.SetFrom(half, value);
            }
            else
            {
                if (block != deepBlock)
                {
                    deepBlock = block;
                    deep.SetFrom(block, before);
                    upper.SetFrom(half, Ipv6Index.Deeper);
                }
                deep.SetFrom(start, value);
                if (half != ulong.MaxValue) upper.SetFrom(half + 1, value);
            }
            before = value;
        }
        return (upper, deep);
    }

    /// <summary>How many slots in a row, from this one up, have one value each and the same; 0 when this one's addresses differ.</summary>
    /// <param name="first">The first address of slot 0.</param>
    /// <param name="shift">How many address bits one slot stands for.</param>
    /// <param name="slot">The slot to begin at.</param>
    /// <param name="slots">How many there are.</param>
    /// <param name="value">The value; of the first address only when 0 is returned.</param>
    private int UniformSlots(ulong first, int shift, int slot, int slots, out int value)
    {
        var starts = _runs.Starts;
        var address = first + ((ulong)slot << shift);
        while (_run + 1 < starts.Length && starts[_run + 1] <= address) _run++;
        value = _runs.Values[_run];
        if (_run + 1 == starts.Length) return slots - slot;
        var cut = (starts[_run + 1] - first) >> shift;
        return (int)Math.Min(cut, (ulong)slots) - slot;
    }

    private void FillBlock(int block, ulong first, int shift)
    {
        for (var i = 0; i < Ipv6Index.BlockNodes; i++)
        {
            FillNode(block + i, first + ((ulong)(i * Ipv6Node.Slots) << shift), shift);
        }
    }

    private void FillNode(int node, ulong first, int shift)
    {
        ulong inner = 0, leafStarts = 0;
        var firstLeaf = _leaves.Count;
        int? previous = null;
        Span<int> runOfSlot = stackalloc int[Ipv6Node.Slots];
        for (int slot = 0, uniform; slot < Ipv6Node.Slots; slot += Math.Max(uniform, 1))
        {
            uniform = UniformSlots(first, shift, slot, Ipv6Node.Slots, out var value);
            if (uniform == 0)
            {
                inner |= 1UL << slot;
                runOfSlot[slot] = _run;
            }
            else if (value != previous)
            {
                leafStarts |= 1UL << slot;
                _leaves.Add(value);
                previous = value;
            }
        }

        // A node's blocks must follow each other: room for all of them, before any is filled.
        var block = NewBlocks(BitOperations.PopCount(inner));
        _nodes[node] = new Ipv6Node(inner, leafStarts, block, firstLeaf);
        for (; inner != 0; inner &= inner - 1, block += Ipv6Index.BlockNodes)
        {
            var slot = BitOperations.TrailingZeroCount(inner);
            _run = runOfSlot[slot];
            FillBlock(block, first + ((ulong)slot << shift), shift - 8);
        }
    }

    private int NewBlocks(int count)
    {
        var first = _nodeCount;
        _nodeCount += count * Ipv6Index.BlockNodes;
        if (_nodeCount > _nodes.Length) Array.Resize(ref _nodes, Math.Max(_nodeCount, _nodes.Length * 2));
        return first;
    }
}
