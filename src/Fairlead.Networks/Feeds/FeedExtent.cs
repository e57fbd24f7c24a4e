using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>How much of one address family a feed holds.</summary>
/// <param name="Prefixes">Distinct prefixes: some feeds name one prefix several times, once for each service behind it.</param>
/// <param name="Addresses">Addresses in the union of them. A double, because the whole of IPv6 does not fit 128 bits.</param>
internal readonly record struct FeedExtent(int Prefixes, double Addresses)
{
    public static FeedExtent Of(FeedContent content, bool isIPv4)
    {
        var prefixes = content.Entries.Where(entry => entry.Prefix.IsIPv4 == isIPv4).Select(entry => entry.Prefix).ToArray();
        Array.Sort(prefixes);

        var distinct = 0;
        var addresses = 0.0;
        IpPrefix previous = default, outer = default;
        foreach (var prefix in prefixes)
        {
            if (distinct > 0 && prefix == previous) continue;
            // Two prefixes are nested or apart, and the wider sorts first: what is not in the last outer one begins a new one.
            if (distinct == 0 || !outer.Contains(prefix))
            {
                outer = prefix;
                addresses += Math.ScaleB(1, prefix.First.Width - prefix.Length);
            }
            previous = prefix;
            distinct++;
        }
        return new(distinct, addresses);
    }
}
