namespace Fairlead.Traffic.Cells;

/// <summary>From the numbers of names to those of the same names in a union, by number.</summary>
internal sealed record KeyMap(int[] Backends, int[] Providers, int[] Regions, int[] Asns, int[] Countries, int[] Images)
{
    /// <summary>The same key in the union. Where names are in order in both, so are keys.</summary>
    public CellKey Map(CellKey key) => new(
        key.Period,
        Backends[key.Backend],
        Providers[key.Provider],
        Regions[key.Region],
        Asns[key.Asn],
        Countries[key.Country],
        key.Kind,
        key.StatusClass,
        Images[key.Image]);
}
