using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>From the numbers of one part's names to those of the report's. Names are looked up once, when a cell has them. What finds no room is "other", and is told.</summary>
internal sealed class NameMap(CellNames from, CellNames to)
{
    private int[] _backends = [];
    private int[] _providers = [];
    private int[] _regions = [];
    private int[] _countries = [];
    private int[] _images = [];
    private int[] _asns = [];

    private bool HasFolded =>
        to.Backends.Overflowed + to.Providers.Overflowed + to.Regions.Overflowed + to.Countries.Overflowed + to.Images.Overflowed > 0 || to.Asns.Count == CellKey.MostImages;

    /// <summary>The same key in the report's numbers.</summary>
    /// <param name="key">In the part's.</param>
    /// <param name="period">The report's period.</param>
    public CellKey Of(CellKey key, int period) => new(
        period,
        Find(_backends, key.Backend) ?? Learn(ref _backends, key.Backend, from.Backends.Count, to.Add(from.BackendOf(key.Backend))),
        Find(_providers, key.Provider) ?? Learn(ref _providers, key.Provider, from.Providers.Count, to.Providers.Add(from.Providers[key.Provider])),
        Find(_regions, key.Region) ?? Learn(ref _regions, key.Region, from.Regions.Count, to.Regions.Add(from.Regions[key.Region])),
        Find(_asns, key.Asn) ?? Learn(ref _asns, key.Asn, from.Asns.Count, to.Asns.Add(from.Asns[key.Asn].Asn, from.Asns[key.Asn].Name)),
        Find(_countries, key.Country) ?? Learn(ref _countries, key.Country, from.Countries.Count, to.Countries.Add(from.Countries[key.Country])),
        key.Kind,
        key.StatusClass,
        Find(_images, key.Image) ?? Learn(ref _images, key.Image, from.Images.Count, to.Images.Add(from.Images[key.Image])));

    /// <summary>Whether a key lost a name, because the report has no room for it.</summary>
    /// <param name="key">In the part's numbers.</param>
    /// <param name="becomes">In the report's.</param>
    public bool IsFolded(CellKey key, CellKey becomes) => HasFolded && (
        from.Backends[key.Backend] != to.Backends[becomes.Backend]
        || from.Providers[key.Provider] != to.Providers[becomes.Provider]
        || from.Regions[key.Region] != to.Regions[becomes.Region]
        || from.Asns[key.Asn].Asn != to.Asns[becomes.Asn].Asn
        || from.Countries[key.Country] != to.Countries[becomes.Country]
        || from.Images[key.Image] != to.Images[becomes.Image]);

    /// <summary>0 stays 0, and stands for "not looked up yet" everywhere else.</summary>
    private static int? Find(int[] map, int number) => number == 0 ? 0 : number < map.Length && map[number] > 0 ? map[number] : null;

    private static int Learn(ref int[] map, int number, int count, int becomes)
    {
        if (number >= map.Length) Array.Resize(ref map, Math.Max(count, 2 * map.Length)); // a database's names come one by one
        return map[number] = becomes;
    }
}
