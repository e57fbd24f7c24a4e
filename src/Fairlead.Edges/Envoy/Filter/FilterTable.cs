using Fairlead.Networks.Addresses;

namespace Fairlead.Edges.Envoy.Filter;

/// <summary>The address table as the filter searches it: where each run of addresses of one place begins. Fewer and smaller than prefixes, and one binary search finds the run.</summary>
internal static class FilterTable
{
    /// <summary>The runs of one family, in the order of addresses; what is before the first has place 0.</summary>
    /// <param name="prefixes">Disjoint prefixes in the order of addresses, each with its place.</param>
    /// <param name="isIPv4">Which family.</param>
    public static IEnumerable<(UInt128 First, int Place)> Runs(IEnumerable<(IpPrefix Prefix, int Place)> prefixes, bool isIPv4)
    {
        var place = 0;
        UInt128? next = null; // behind the last prefix
        foreach (var (prefix, number) in prefixes)
        {
            if (prefix.IsIPv4 != isIPv4) continue;
            if (next is { } end && end != prefix.First.Bits)
            {
                yield return (end, 0);
                place = 0;
            }
            if (number != place) yield return (prefix.First.Bits, number);
            (place, next) = (number, prefix.Last.Bits + 1);
        }
        var afterAll = isIPv4 ? UInt128.One << 32 : 0; // of 128 bits it has come round
        if (next is { } last && last != afterAll) yield return (last, 0);
    }
}
