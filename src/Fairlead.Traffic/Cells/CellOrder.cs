namespace Fairlead.Traffic.Cells;

/// <summary>Puts cells of a table in the order of their keys.</summary>
/// <remarks>
/// A radix sort by bytes, the lowest first, which passes over those that are the same in all keys. The framework's own sort over types of ours is not compiled ahead of time, and
/// an import ends before it has become fast.
/// </remarks>
internal static class CellOrder
{
    private const int Digits = 1 << 8;

    /// <summary>Sorts them; what is given is used up.</summary>
    public static CellPlace[] Sort(CellPlace[] places)
    {
        var (high, low) = Differences(places);
        var (from, to) = (places, new CellPlace[places.Length]);
        Span<int> next = stackalloc int[Digits];
        for (var shift = 0; shift < 128; shift += 8)
        {
            if ((byte)(shift < 64 ? low >> shift : high >> (shift - 64)) == 0) continue;
            next.Clear();
            foreach (ref readonly var place in from.AsSpan()) next[Digit(place.Key, shift)]++;
            var sum = 0;
            foreach (ref var count in next) (count, sum) = (sum, sum + count);
            foreach (ref readonly var place in from.AsSpan()) to[next[Digit(place.Key, shift)]++] = place;
            (from, to) = (to, from);
        }
        return from;
    }

    private static byte Digit(CellKey key, int shift) => (byte)(shift < 64 ? key.Low >> shift : key.High >> (shift - 64));

    /// <summary>The bits that are not the same in all keys.</summary>
    private static (ulong High, ulong Low) Differences(ReadOnlySpan<CellPlace> places)
    {
        var (high, low) = (0UL, 0UL);
        foreach (ref readonly var place in places)
        {
            high |= place.Key.High ^ places[0].Key.High;
            low |= place.Key.Low ^ places[0].Key.Low;
        }
        return (high, low);
    }
}
