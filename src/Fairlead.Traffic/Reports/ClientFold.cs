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

    private IEnumerable<MergedCell> FoldPeriod(List<MergedCell> cells)
    {
        var kept = cells.Where(cell => !IsSmall(cell)).ToList();
        var small = cells.Where(IsSmall).ToList();
        Folded += small.Count;
        foreach (var level in _levels)
        {
            var folded = small.GroupBy(cell => level(cell.Key)).Select(group => Together(group.Key, [.. group])).ToList();
            kept.AddRange(folded.Where(cell => !IsSmall(cell)));
            small = [.. folded.Where(IsSmall)];
        }
        if (small is [var rest]) kept.Add(Complete(rest, kept));
        // "other" may have been among the names.
        return kept.GroupBy(cell => cell.Key).Select(group => MergedCell.Of([.. group]));
    }

    /// <summary>What is left over, together with as many others as it takes; these are taken out.</summary>
    private MergedCell Complete(MergedCell rest, List<MergedCell> others)
    {
        while (IsSmall(rest) && others.Count > 0)
        {
            var least = others.MinBy(cell => (cell.Estimate(), cell.Key.Bits));
            others.Remove(least);
            if (!least.IsFolded) Folded++;
            rest = Together(rest.Key, [rest, least]);
        }
        return rest;
    }

    private bool IsSmall(MergedCell cell) => cell.Estimate() < _minClients;

    private static MergedCell Together(CellKey key, IReadOnlyList<MergedCell> cells) => MergedCell.Of(cells) with { Key = key, IsFolded = true };
}
