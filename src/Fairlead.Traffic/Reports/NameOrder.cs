using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Keys that order as the names do, not as the numbers that were given to them.</summary>
internal sealed class NameOrder(CellNames names)
{
    private readonly int[] _backends = RanksOf(names.Backends);
    private readonly int[] _providers = RanksOf(names.Providers);
    private readonly int[] _regions = RanksOf(names.Regions);
    private readonly int[] _countries = RanksOf(names.Countries);
    private readonly int[] _images = RanksOf(names.Images);
    private readonly int[] _asns = RanksOf([.. Enumerable.Range(0, names.Asns.Count).Select(number => names.Asns[number].Asn)], Comparer<uint>.Default);

    /// <summary>The key that stands for this one in the order; different keys have different ones.</summary>
    public CellKey Of(CellKey key) => new(
        key.Period, _backends[key.Backend], _providers[key.Provider], _regions[key.Region], _asns[key.Asn], _countries[key.Country], key.Kind, key.StatusClass,
        _images[key.Image]);

    private static int[] RanksOf(NameList list) => RanksOf([.. Enumerable.Range(0, list.Count).Select(number => list[number])], StringComparer.Ordinal);

    private static int[] RanksOf<T>(T[] names, IComparer<T> comparer)
    {
        var numbers = Enumerable.Range(0, names.Length).ToArray();
        Array.Sort(names, numbers, comparer);
        var ranks = new int[numbers.Length];
        for (var rank = 0; rank < numbers.Length; rank++) ranks[numbers[rank]] = rank;
        return ranks;
    }
}
