using System.Numerics;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>How much of one address family a feed holds.</summary>
/// <param name="Prefixes">Distinct prefixes: some feeds name one prefix several times, once for each service behind it.</param>
/// <param name="Addresses">Addresses in the union of them. A double, because the whole of IPv6 does not fit 128 bits.</param>
internal readonly record struct FeedExtent(int Prefixes, double Addresses)
{
    /// <summary>In the time that sorting takes; in one pass, and no room, where the prefixes are in order, as they are in most large files.</summary>
    public static FeedExtent Of<T>(ReadOnlySpan<PrefixNumber<T>> prefixes)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (!IsInOrder(prefixes))
        {
            var sorted = prefixes.ToArray();
            sorted.AsSpan().Sort(Compare);
            prefixes = sorted;
        }
        var distinct = 0;
        var addresses = 0.0;
        PrefixNumber<T> previous = default, outer = default;
        foreach (ref readonly var prefix in prefixes)
        {
            if (distinct > 0 && prefix.HasPrefixOf(previous)) continue;
            // Two prefixes are nested or apart, and the wider sorts first: what is not in the last outer one begins a new one.
            if (distinct == 0 || prefix.First > outer.Last)
            {
                outer = prefix;
                addresses += double.CreateChecked(prefix.Last - prefix.First) + 1;
            }
            previous = prefix;
            distinct++;
        }
        return new(distinct, addresses);
    }

    private static bool IsInOrder<T>(ReadOnlySpan<PrefixNumber<T>> prefixes)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        for (var i = 1; i < prefixes.Length; i++)
        {
            if (Compare(prefixes[i - 1], prefixes[i]) > 0) return false;
        }
        return true;
    }

    private static int Compare<T>(PrefixNumber<T> a, PrefixNumber<T> b)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var byFirst = a.First.CompareTo(b.First);
        return byFirst != 0 ? byFirst : a.Length.CompareTo(b.Length);
    }
}
