using System.Numerics;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>Looks for overlaps in prefixes that come in any order.</summary>
internal static class PrefixOverlap
{
    /// <summary>A prefix that overlaps another one, or null.</summary>
    public static IpPrefix? In(PrefixNumbers prefixes)
    {
        if (In(prefixes.V4) is { } v4) return IpPrefix.Of(IpAddress.V4(v4.First), v4.Length);
        return In(prefixes.V6) is { } v6 ? IpPrefix.Of(IpAddress.V6(v6.First), v6.Length) : null;
    }

    private static PrefixNumber<T>? In<T>(ReadOnlySpan<PrefixNumber<T>> prefixes)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var sorted = prefixes.ToArray();
        Array.Sort(sorted, (a, b) => a.First.CompareTo(b.First));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].First <= sorted[i - 1].Last) return sorted[i];
        }
        return null;
    }
}
