using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>From the numbers of one part's names to those of the report's. Names are looked up once, when a cell has them.</summary>
internal sealed class NameMap(CellNames from, CellNames to)
{
    private int[] _backends = [];
    private int[] _providers = [];
    private int[] _regions = [];
    private int[] _countries = [];
    private int[] _images = [];
    private int[] _asns = [];

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

    /// <summary>0 stays 0, and stands for "not looked up yet" everywhere else.</summary>
    private static int? Find(int[] map, int number) => number == 0 ? 0 : number < map.Length && map[number] > 0 ? map[number] : null;

    private static int Learn(ref int[] map, int number, int count, int becomes)
    {
        if (number >= map.Length) Array.Resize(ref map, count);
        return map[number] = becomes;
    }
}
