using System.Globalization;
using System.Numerics;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Keeps out a feed that reads well and yet can't be right: one that was published half, or that claims a good part of the internet for
/// one network, and so would send everyone to that network's mirrors, or for one ASN or country.
/// </summary>
public static class FeedGuard
{
    /// <summary>No more than this part of prefixes or addresses may go at once.</summary>
    private const double SmallestRest = 0.5;

    /// <summary>No more than this many times the addresses may there be at once.</summary>
    private const double LargestGrowth = 2;

    /// <summary>The regional registries were given IPv4 by the /8, IPv6 by /12 to /23; the clouds' widest prefixes are a /11 and a /28.</summary>
    private static readonly Widest s_network = new(8, 16);

    /// <summary>
    /// Neighbours come together when their ASN or country is the same. The widest in real data: for ASNs a /8 and 6to4's /16, for countries
    /// a /7 (the United States') and the same /16. So: four neighbouring /8s; and, of IPv6, all that a registry was ever given at once.
    /// </summary>
    private static readonly Widest s_numbers = new(6, 12);

    /// <summary>Why the candidate may not take the place of the good one, or null if it may.</summary>
    /// <param name="candidate">What was read just now.</param>
    /// <param name="good">What is in use; null at the first load, when there is nothing to compare with.</param>
    public static string? Refusal(FeedContent candidate, FeedContent? good) =>
        Refusal("", Networks(candidate), Networks(good), s_network)
        ?? Refusal(" of ASNs", candidate.Asns, good?.Asns, s_numbers)
        ?? Refusal(" of countries", candidate.Countries, good?.Countries, s_numbers);

    private static PrefixNumbers Networks(FeedContent? content)
    {
        var prefixes = new PrefixNumbers();
        foreach (var (prefix, _) in content?.Entries ?? []) prefixes.Add(prefix, 0);
        return prefixes;
    }

    // Each kind and family for itself: one IPv6 prefix outweighs all of IPv4. What had nothing may begin with anything.
    private static string? Refusal(string kind, PrefixNumbers candidate, PrefixNumbers? good, Widest widest)
    {
        good ??= new();
        return TooWide(candidate.V4, good.V4, widest.V4)
            ?? TooWide(candidate.V6, good.V6, widest.V6)
            ?? OutOfProportion("IPv4" + kind, candidate.V4, good.V4)
            ?? OutOfProportion("IPv6" + kind, candidate.V6, good.V6);
    }

    private static string? TooWide<T>(ReadOnlySpan<PrefixNumber<T>> candidate, ReadOnlySpan<PrefixNumber<T>> good, int shortest)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        HashSet<(T, byte)>? accepted = null; // the operator accepted these before: they need no second word
        foreach (ref readonly var prefix in candidate)
        {
            if (prefix.Length >= shortest) continue;
            accepted ??= Wide(good, shortest);
            if (!accepted.Contains((prefix.First, prefix.Length))) return $"{Text(prefix)} is wider than /{shortest}";
        }
        return null;
    }

    private static HashSet<(T, byte)> Wide<T>(ReadOnlySpan<PrefixNumber<T>> prefixes, int shortest)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var wide = new HashSet<(T, byte)>();
        foreach (ref readonly var prefix in prefixes)
        {
            if (prefix.Length < shortest) wide.Add((prefix.First, prefix.Length));
        }
        return wide;
    }

    private static IpPrefix Text<T>(in PrefixNumber<T> prefix)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        IpPrefix.Of(typeof(T) == typeof(uint) ? IpAddress.V4(uint.CreateChecked(prefix.First)) : IpAddress.V6Unmapped(UInt128.CreateChecked(prefix.First)), prefix.Length);

    private static string? OutOfProportion<T>(string what, ReadOnlySpan<PrefixNumber<T>> candidate, ReadOnlySpan<PrefixNumber<T>> good)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (good.IsEmpty) return null;
        var before = FeedExtent.Of(good);
        var after = FeedExtent.Of(candidate);
        if (after.Prefixes < before.Prefixes * SmallestRest)
            return string.Create(CultureInfo.InvariantCulture, $"{what} shrinks from {before.Prefixes} to {after.Prefixes} prefixes, by more than half");
        if (after.Addresses < before.Addresses * SmallestRest)
            return $"{what} shrinks to {Percent(after, before)} of the addresses, by more than half";
        if (after.Addresses > before.Addresses * LargestGrowth)
            return $"{what} grows to {Percent(after, before)} of the addresses, to more than twice";
        return null;
    }

    private static string Percent(FeedExtent after, FeedExtent before) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * after.Addresses / before.Addresses:0.##} %");

    /// <summary>The shortest lengths of prefixes that need no word of the operator's.</summary>
    private readonly record struct Widest(int V4, int V6);
}
