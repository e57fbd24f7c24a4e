using System.Runtime.InteropServices;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>
/// Folds rows of few clients together, period by period: first without their region, ASN, country and image, then without the provider, the backend, the kind and status,
/// until there are enough clients in each. Sums stay what they are. What is left over of a period is one row; where that has too few clients the smallest of the others joins it,
/// for whoever knows the period's sum would have it otherwise. Only a period that has too few clients in all has a row of fewer.
/// </summary>
internal sealed class ClientFold
{
    /// <summary>Stands for other ASNs: it is reserved, and never in use (RFC 7300).</summary>
    public const uint OtherAsn = uint.MaxValue;

    private readonly int _minClients;
    private readonly Func<CellKey, CellKey>[] _levels;

    /// <param name="minClients">Rows of fewer clients, or of an unknown number, are folded.</param>
    /// <param name="names">Gets the names of what rows are folded into.</param>
    public ClientFold(int minClients, CellNames names)
    {
        _minClients = minClients;
        var (backend, provider, region, country, image) = (
            names.Backends.Add(CellNames.Other), names.Providers.Add(CellNames.Other), names.Regions.Add(CellNames.Other), names.Countries.Add(CellNames.Other),
            names.Images.Add(CellNames.Other));
        var asn = names.Asns.Add(OtherAsn, CellNames.Other);
        _levels =
        [
            key => new CellKey(key.Period, key.Backend, key.Provider, region, asn, country, key.Kind, key.StatusClass, image),
            key => new CellKey(key.Period, key.Backend, provider, region, asn, country, key.Kind, key.StatusClass, image),
            key => new CellKey(key.Period, backend, provider, region, asn, country, key.Kind, key.StatusClass, image),
            key => new CellKey(key.Period, backend, provider, region, asn, country, ContentKind.Other, 0, image),
        ];
    }

    /// <summary>How many rows were folded.</summary>
    public long Folded { get; private set; }

    /// <summary>The rows of all periods; those of a period are not in order.</summary>
    /// <param name="cells">Rows in the order of periods.</param>
    public IEnumerable<MergedCell> Fold(IEnumerable<MergedCell> cells)
    {
        var period = new List<MergedCell>();
        foreach (var cell in cells)
        {
            if (period.Count > 0 && period[0].Key.Period != cell.Key.Period)
            {
                foreach (var folded in FoldPeriod(period)) yield return folded;
                period.Clear();
            }
            period.Add(cell);
        }
        foreach (var folded in FoldPeriod(period)) yield return folded;
    }

    private List<MergedCell> FoldPeriod(List<MergedCell> cells)
    {
        var (kept, small) = Split(cells);
        Folded += small.Count;
        foreach (var level in _levels)
        {
            var (large, rest) = Split(Together(small, level).Select(cell => cell with { IsFolded = true }));
            kept.AddRange(large);
            small = rest;
        }
        if (small is [var last]) kept.Add(Complete(last, kept));

        // "other" may have been among the names.
        var folded = kept.Where(cell => cell.IsFolded).Select(cell => cell.Key).ToHashSet();
        var same = kept.Where(cell => folded.Contains(cell.Key)).ToList();
        kept.RemoveAll(cell => folded.Contains(cell.Key));
        kept.AddRange(Together(same, key => key));
        return kept;
    }

    /// <summary>What is left over, together with as many others as it takes; these are taken out.</summary>
    private MergedCell Complete(MergedCell rest, List<MergedCell> others)
    {
        while (IsSmall(rest) && others.Count > 0)
        {
            var least = others.MinBy(cell => (cell.Estimate(), cell.Key.Bits));
            others.Remove(least);
            if (!least.IsFolded) Folded++;
            rest = rest.With(least);
        }
        return rest;
    }

    private (List<MergedCell> Large, List<MergedCell> Small) Split(IEnumerable<MergedCell> cells)
    {
        var (large, small) = (new List<MergedCell>(), new List<MergedCell>());
        foreach (var cell in cells) (IsSmall(cell) ? small : large).Add(cell);
        return (large, small);
    }

    private bool IsSmall(in MergedCell cell) => cell.Estimate() < _minClients;

    /// <summary>Those that have the same key on a level, as one of that key.</summary>
    private static IEnumerable<MergedCell> Together(List<MergedCell> cells, Func<CellKey, CellKey> level)
    {
        var sums = new Dictionary<CellKey, CellSum>();
        foreach (var cell in cells)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, level(cell.Key), out _);
            (sum ??= new CellSum()).Add(cell);
        }
        return sums.Select(sum => sum.Value.ToCell(sum.Key));
    }
}
