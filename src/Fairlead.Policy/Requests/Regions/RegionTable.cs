namespace Fairlead.Policy.Requests.Regions;

/// <summary>
/// Which regions of the clouds are known, and how far they are from each other. Names are the clouds' own, as their address
/// feeds spell them, and are compared ordinally; no two clouds share one. Immutable: any number of threads may read it.
/// </summary>
public sealed class RegionTable
{
    private static readonly Lazy<RegionTable> BuiltIn = new(Load);

    private readonly Dictionary<string, RegionLocation> _locations;

    internal RegionTable(Dictionary<string, RegionLocation> locations) => _locations = locations;

    /// <summary>The regions of AWS, Google Cloud and Azure, read on first use from <c>regions.tsv</c>, which names its sources.</summary>
    public static RegionTable Default => BuiltIn.Value;

    /// <summary>Whether the region's place is known. <c>GLOBAL</c> and <c>global</c> are no places.</summary>
    public bool Contains(string region) => _locations.ContainsKey(region);

    /// <summary>
    /// The great-circle distance between two regions in kilometres; 0 from a region to itself, and between two in one metro
    /// area. False, with 0, when the place of either is not known: such a region is to be treated as far.
    /// </summary>
    public bool TryDistanceKm(string from, string to, out double km)
    {
        km = 0;
        if (!_locations.TryGetValue(from, out var here) || !_locations.TryGetValue(to, out var there)) return false;
        km = here.DistanceKm(there);
        return true;
    }

    private static RegionTable Load()
    {
        const string name = "Fairlead.Policy.Requests.Regions.regions.tsv";
        using var stream = typeof(RegionTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        return new RegionTable(RegionFile.Parse(text));
    }
}
