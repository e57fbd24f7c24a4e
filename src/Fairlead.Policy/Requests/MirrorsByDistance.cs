using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests.Regions;

namespace Fairlead.Policy.Requests;

/// <summary>A provider's mirrors as a client in a region should try them (request rule 10).</summary>
internal static class MirrorsByDistance
{
    /// <summary>
    /// Whether anything is known of where the region is. A client of a region that has no place in the table, no mirror and no
    /// <c>nearest</c> is served as one whose region is not known: better than by the file's order.
    /// </summary>
    public static bool IsPlaced(ProviderConfig provider, string region) =>
        RegionTable.Default.Contains(region) || provider.Nearest.ContainsKey(region) || provider.Mirrors.Any(m => m.Region == region);

    /// <summary>
    /// The region that <c>nearest</c> names, then the client's own, then by great-circle distance; those whose distance is not known
    /// come last, in the file's order.
    /// </summary>
    public static IEnumerable<MirrorConfig> Order(ProviderConfig provider, string region)
    {
        provider.Nearest.TryGetValue(region, out var nearest);
        return provider.Mirrors.OrderBy(mirror => Rank(mirror.Region)); // OrderBy is stable

        double Rank(string? mirrorRegion)
        {
            if (mirrorRegion is null) return double.MaxValue;
            if (mirrorRegion == nearest) return -2;
            if (mirrorRegion == region) return -1;
            return RegionTable.Default.TryDistanceKm(region, mirrorRegion, out var km) ? km : double.MaxValue;
        }
    }
}
