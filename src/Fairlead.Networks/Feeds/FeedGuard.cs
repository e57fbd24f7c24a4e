using System.Globalization;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Keeps out a feed that reads well and yet can't be right: one that was published half, or that claims a good part of the
/// internet for one network and so would send everyone to that network's mirrors.
/// </summary>
public static class FeedGuard
{
    /// <summary>No more than this part of prefixes or addresses may go at once.</summary>
    private const double SmallestRest = 0.5;

    /// <summary>No more than this many times the addresses may there be at once.</summary>
    private const double LargestGrowth = 2;

    /// <summary>The regional registries were given IPv4 by the /8; the clouds' widest prefixes are a /11.</summary>
    private const int ShortestV4 = 8;

    /// <summary>The registries' own IPv6 blocks are /12 to /23; the clouds' widest prefixes are a /28.</summary>
    private const int ShortestV6 = 16;

    /// <summary>Why the candidate may not take the place of the good one, or null if it may.</summary>
    /// <param name="candidate">What was read just now.</param>
    /// <param name="good">What is in use; null at the first load, when there is nothing to compare with.</param>
    public static string? Refusal(FeedContent candidate, FeedContent? good)
    {
        if (TooWide(candidate, good) is { } reason) return reason;
        return good is null ? null : OutOfProportion(candidate, good, isIPv4: true) ?? OutOfProportion(candidate, good, isIPv4: false);
    }

    private static string? TooWide(FeedContent candidate, FeedContent? good)
    {
        HashSet<IpPrefix>? accepted = null; // the operator accepted these before: they need no second word
        foreach (var (prefix, _) in candidate.Entries)
        {
            if (!IsTooWide(prefix)) continue;
            accepted ??= good is null ? [] : [.. good.Entries.Select(entry => entry.Prefix).Where(IsTooWide)];
            if (!accepted.Contains(prefix)) return $"{prefix} is wider than /{Shortest(prefix)}";
        }
        return null;
    }

    private static bool IsTooWide(IpPrefix prefix) => prefix.Length < Shortest(prefix);

    private static int Shortest(IpPrefix prefix) => prefix.IsIPv4 ? ShortestV4 : ShortestV6;

    // Each family for itself: one IPv6 prefix outweighs all of IPv4. A family that had nothing may begin with anything.
    private static string? OutOfProportion(FeedContent candidate, FeedContent good, bool isIPv4)
    {
        var before = FeedExtent.Of(good, isIPv4);
        if (before.Prefixes == 0) return null;
        var after = FeedExtent.Of(candidate, isIPv4);
        var family = isIPv4 ? "IPv4" : "IPv6";
        if (after.Prefixes < before.Prefixes * SmallestRest)
            return string.Create(CultureInfo.InvariantCulture, $"{family} shrinks from {before.Prefixes} to {after.Prefixes} prefixes, by more than half");
        if (after.Addresses < before.Addresses * SmallestRest)
            return $"{family} shrinks to {Percent(after, before)} of the addresses, by more than half";
        if (after.Addresses > before.Addresses * LargestGrowth)
            return $"{family} grows to {Percent(after, before)} of the addresses, to more than twice";
        return null;
    }

    private static string Percent(FeedExtent after, FeedExtent before) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * after.Addresses / before.Addresses:0.##} %");
}
