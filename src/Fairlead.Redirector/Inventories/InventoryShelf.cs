using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Inventories;

/// <summary>
/// Puts inventories into the slots of their mirrors, all of them over one universe of digests, so that 32 mirrors of the same 500,000
/// blobs cost 16 MB and 2. Readers of a slot see the one or the other, each with its own universe. Thread-safe.
/// </summary>
internal sealed class InventoryShelf
{
    private readonly Lock _taking = new();
    private DigestUniverse _universe = DigestUniverse.Empty;

    /// <summary>Puts an inventory into a slot.</summary>
    /// <param name="slot">Of the mirror.</param>
    /// <param name="inventory">What it holds.</param>
    /// <param name="inUse">The slots of the policy in force, whose digests must stay.</param>
    public void Take(InventorySlot slot, Inventory inventory, IEnumerable<InventorySlot> inUse)
    {
        lock (_taking)
        {
            var others = inUse.Where(other => other != slot && other.Last?.Universe == _universe).Select(other => (Slot: other, Holdings: other.Last!)).ToArray();
            var held = MirrorHoldings.BitsFor(_universe.Digests.Length);
            foreach (var (_, holdings) in others) Join(held, holdings.Bits);
            if (Mark(_universe, inventory.Digests) is { } bits && !IsWorn(held, bits))
            {
                slot.Put(new MirrorHoldings(_universe, bits, inventory.Written, slot.AtClock(inventory.Written)));
                return;
            }
            var (universe, newPlaces) = Merge(_universe.Digests, held, inventory.Digests);
            foreach (var (other, holdings) in others) other.Put(holdings.In(universe, Move(holdings.Bits, newPlaces, universe.Digests.Length)));
            slot.Put(new MirrorHoldings(universe, Mark(universe, inventory.Digests)!, inventory.Written, slot.AtClock(inventory.Written)));
            _universe = universe;
        }
    }

    /// <summary>The bits of these digests; null when one of them is not in the universe. Both ascend.</summary>
    private static ulong[]? Mark(DigestUniverse universe, ReadOnlySpan<Digest> digests)
    {
        var all = universe.Digests;
        if (digests.Length > all.Length) return null;
        var bits = MirrorHoldings.BitsFor(all.Length);
        var at = 0;
        foreach (ref readonly var digest in digests)
        {
            while (at < all.Length && all[at].CompareTo(digest) < 0) at++;
            if (at == all.Length || all[at] != digest) return null;
            bits[at >> 6] |= 1UL << at;
        }
        return bits;
    }

    /// <summary>Whether an eighth of the universe is held by nobody any more, and worth the work of leaving it out.</summary>
    private bool IsWorn(ulong[] held, ulong[] added)
    {
        Join(held, added);
        var used = new MirrorHoldings(_universe, held, default, 0).Count;
        return _universe.Digests.Length - used > _universe.Digests.Length / 8;
    }

    private static void Join(ulong[] bits, ReadOnlySpan<ulong> others)
    {
        for (var i = 0; i < bits.Length; i++) bits[i] |= others[i];
    }

    /// <summary>The digests of the old universe that are held, and the new ones; and where each of the old went, -1 for nowhere.</summary>
    private static (DigestUniverse Universe, int[] NewPlaces) Merge(ReadOnlySpan<Digest> old, ulong[] held, ReadOnlySpan<Digest> added)
    {
        var merged = new Digest[MergedLength(old, held, added)];
        var places = new int[old.Length];
        var (count, next) = (0, 0);
        for (var i = 0; i < old.Length; i++)
        {
            places[i] = -1;
            while (next < added.Length && added[next].CompareTo(old[i]) < 0) merged[count++] = added[next++];
            var isAdded = next < added.Length && added[next] == old[i];
            if (isAdded) next++;
            if (!isAdded && !Has(held, i)) continue;
            places[i] = count;
            merged[count++] = old[i];
        }
        added[next..].CopyTo(merged.AsSpan(count));
        return (new DigestUniverse(merged), places);
    }

    private static int MergedLength(ReadOnlySpan<Digest> old, ulong[] held, ReadOnlySpan<Digest> added)
    {
        var (length, next) = (added.Length, 0);
        for (var i = 0; i < old.Length; i++)
        {
            while (next < added.Length && added[next].CompareTo(old[i]) < 0) next++;
            if (Has(held, i) && (next == added.Length || added[next] != old[i])) length++;
        }
        return length;
    }

    private static ulong[] Move(ReadOnlySpan<ulong> bits, int[] newPlaces, int length)
    {
        var moved = MirrorHoldings.BitsFor(length);
        for (var i = 0; i < newPlaces.Length; i++)
        {
            if (((bits[i >> 6] >> i) & 1) != 0) moved[newPlaces[i] >> 6] |= 1UL << newPlaces[i];
        }
        return moved;
    }

    private static bool Has(ulong[] bits, int index) => ((bits[index >> 6] >> index) & 1) != 0;
}
