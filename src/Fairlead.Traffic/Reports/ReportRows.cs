using System.Collections;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Reports;

/// <summary>Rows, made of cells as they are read. Their costs are rounded so that they add up to the total exactly.</summary>
/// <param name="cells">In order.</param>
/// <param name="count">How many they are.</param>
/// <param name="names">What their keys are numbers of.</param>
/// <param name="isByDay">Whether periods are days.</param>
internal sealed class ReportRows(Func<IEnumerable<MergedCell>> cells, Func<int> count, CellNames names, bool isByDay) : IReadOnlyCollection<ReportRow>
{
    private static readonly string[] s_kinds = ["other", "manifest", "blob", "file"];
    private static readonly string[] s_statuses = [CellNames.Other, "1xx", "2xx", "3xx", "4xx", "5xx", CellNames.Other, CellNames.Other];

    /// <inheritdoc/>
    public int Count => count();

    /// <inheritdoc/>
    public IEnumerator<ReportRow> GetEnumerator()
    {
        var cost = default(Money);
        var (period, text) = (-1, "");
        foreach (var cell in cells())
        {
            if (cell.Key.Period != period) (period, text) = (cell.Key.Period, Periods.TextOf(cell.Key.Period, isByDay));
            var before = cost;
            cost += cell.Sum.Cost;
            yield return RowOf(cell, text, cost.Since(before));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReportRow RowOf(in MergedCell cell, string period, decimal cost)
    {
        var key = cell.Key;
        var (asn, asnName) = names.Asns[key.Asn];
        return new ReportRow
        {
            Period = period,
            Backend = names.Backends.Known(key.Backend),
            Provider = names.Providers.Known(key.Provider),
            Region = names.Regions.Known(key.Region),
            Asn = asn == ClientFold.OtherAsn ? 0 : asn,
            AsnName = asnName,
            Country = names.Countries.Known(key.Country),
            Kind = s_kinds[(int)key.Kind],
            Status = s_statuses[key.StatusClass],
            Image = names.Images.Known(key.Image),
            Requests = cell.Sum.Requests,
            Bytes = cell.Sum.Bytes,
            Clients = cell.Clients.Length == 0 ? null : cell.Estimate(),
            Cost = cell.IsPriced ? cost : null,
        };
    }
}
