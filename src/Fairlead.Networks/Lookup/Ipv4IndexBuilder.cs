namespace Fairlead.Networks.Lookup;

/// <summary>Runs of values over all IPv4 addresses -> the slots of an <see cref="Ipv4Index"/>.</summary>
internal static class Ipv4IndexBuilder
{
    public static Ipv4Index Build(AddressRuns<uint> runs)
    {
        var slots = new int[Ipv4Index.RootSlots + (CountBlocks(runs.Starts) * Ipv4Index.BlockSlots)];
        var used = Ipv4Index.RootSlots;
        for (var i = 0; i < runs.Starts.Length; i++)
        {
            var first = runs.Starts[i];
            var last = i + 1 < runs.Starts.Length ? runs.Starts[i + 1] - 1 : uint.MaxValue;
            Paint(slots, ref used, 0, 16, first, last, runs.Values[i]);
        }
        return new Ipv4Index(slots);
    }

    /// <summary>A slot needs a block exactly when a run starts inside it and not at its first address.</summary>
    private static int CountBlocks(ReadOnlySpan<uint> starts)
    {
        var blocks = 0;
        long wide = -1, narrow = -1; // the /16 and the /24 that were counted last: starts are in order
        foreach (var start in starts)
        {
            if ((start & 0xFFFF) != 0 && start >> 16 != wide)
            {
                wide = start >> 16;
                blocks++;
            }
            if ((start & 0xFF) != 0 && start >> 8 != narrow)
            {
                narrow = start >> 8;
                blocks++;
            }
        }
        return blocks;
    }

    /// <summary>
    /// Gives the addresses from first to last, offsets into this block, a value. Runs come in order and leave no gap, so that
    /// a slot that the run only reaches into either has its block already or gets it here.
    /// </summary>
    /// <param name="slots">All slots.</param>
    /// <param name="used">How many of them are given out.</param>
    /// <param name="offset">Where the block begins.</param>
    /// <param name="shift">How many address bits one slot stands for.</param>
    /// <param name="first">First address.</param>
    /// <param name="last">Last address.</param>
    /// <param name="value">The value.</param>
    private static void Paint(int[] slots, ref int used, int offset, int shift, uint first, uint last, int value)
    {
        var inSlot = (1u << shift) - 1;
        if ((first & inSlot) != 0 || (first | inSlot) > last)
        {
            var end = Math.Min(first | inSlot, last);
            PaintPart(slots, ref used, offset + (int)(first >> shift), shift, first & inSlot, end & inSlot, value);
            if (end == last) return;
            first = end + 1;
        }
        if ((last & inSlot) != inSlot)
        {
            PaintPart(slots, ref used, offset + (int)(last >> shift), shift, 0, last & inSlot, value);
            if (last - first <= inSlot) return;
            last = (last & ~inSlot) - 1;
        }
        slots.AsSpan((int)(first >> shift) + offset, (int)((last - first) >> shift) + 1).Fill(value);
    }

    private static void PaintPart(int[] slots, ref int used, int slot, int shift, uint first, uint last, int value)
    {
        if (slots[slot] >= 0)
        {
            slots[slot] = ~used;
            used += Ipv4Index.BlockSlots;
        }
        Paint(slots, ref used, ~slots[slot], shift - 8, first, last, value);
    }
}
