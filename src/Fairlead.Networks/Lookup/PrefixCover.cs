using System.Numerics;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Lookup;

/// <summary>A table as prefixes, for proxies that have no table of ours: disjoint, and as few as disjoint ones can be.</summary>
public static class PrefixCover
{
    /// <summary>Every address whose value is not 0, IPv4 before IPv6, in the order of addresses.</summary>
    /// <param name="table">The table.</param>
    /// <param name="valueOf">What the facts of an index (<see cref="NetworkTable.Find"/>) come to: neighbours of equal values are put together. Not negative.</param>
    public static IEnumerable<(IpPrefix Prefix, int Value)> Of(NetworkTable table, Func<int, int> valueOf)
    {
        foreach (var (first, last, value) in Runs(table.V4.ToRuns(), valueOf))
            foreach (var (start, length) in Cut(first, last, width: 32)) yield return (IpPrefix.Of(IpAddress.V4(start), length), value);
        foreach (var (first, last, value) in Runs(table.V6.ToRuns(), valueOf))
            foreach (var (start, length) in Cut(first, last, width: 128)) yield return (IpPrefix.Of(IpAddress.V6Unmapped(start), length), value);
    }

    private static IEnumerable<(T First, T Last, int Value)> Runs<T>(AddressRuns<T> runs, Func<int, int> valueOf)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (first, value) = (T.Zero, valueOf(runs.Values[0]));
        for (var i = 1; i < runs.Starts.Length; i++)
        {
            var next = valueOf(runs.Values[i]);
            if (next == value) continue;
            if (value != 0) yield return (first, runs.Starts[i] - T.One, value);
            (first, value) = (runs.Starts[i], next);
        }
        if (value != 0) yield return (first, T.MaxValue, value);
    }

    /// <summary>The blocks that a range is made of, each the widest that begins where the one before ends.</summary>
    private static IEnumerable<(T Start, int Length)> Cut<T>(T first, T last, int width)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        while (true)
        {
            var free = first == T.Zero ? width : int.CreateTruncating(T.TrailingZeroCount(first));
            var rest = last - first; // a block of 2^free addresses ends at first + 2^free - 1
            while (free > 0 && rest < MaskOf<T>(free)) free--;
            yield return (first, width - free);
            if (rest == MaskOf<T>(free)) yield break;
            first += MaskOf<T>(free) + T.One;
        }
    }

    private static T MaskOf<T>(int bits)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => bits == 0 ? T.Zero : T.MaxValue >>> (int.CreateTruncating(T.PopCount(T.MaxValue)) - bits);
}
