using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Reports;

/// <summary>A report of cells whose prices are known.</summary>
/// <param name="options">What it goes by.</param>
/// <param name="summary">What the parts say of themselves.</param>
/// <param name="names">What keys are numbers of.</param>
/// <param name="cells">All there are.</param>
/// <param name="prices">Those of their lanes.</param>
internal sealed class ReportMaker(ReportOptions options, PartSummary summary, CellNames names, ReportCells cells, LanePricing prices)
{
    /// <summary>Makes it.</summary>
    public TrafficReport Make()
    {
        var budgets = new Budgets();
        var totals = TotalsOf(budgets);
        List<MergedCell>? folded = null;
        if (options.MinClients > 1)
        {
            var fold = new ClientFold(options.MinClients, names);
            folded = Fold(fold);
            totals = totals with { FoldedCells = fold.Folded };
        }
        var sums = folded is null ? Sums() : Sums(folded);
        var rank = new Ranking(sum => ToSum(sum, null));
        return new TrafficReport
        {
            Options = options,
            Totals = totals with { Clients = cells.Salts.IsOne ? sums.Providers.ClientsOf(null) : null },
            Periods = [.. PeriodNumbers().Select(period => Periods.TextOf(period, options.IsByDay))],
            Providers = ProvidersOf(sums.Providers),
            Backends = rank.Of(sums.Backends, int.MaxValue, names.Backends.Known),
            Asns = rank.Of(sums.Asns, TrafficReport.MostRanked, AsnNameOf),
            Images = rank.Of(sums.Images, TrafficReport.MostRanked, names.Images.Known),
            Regions = rank.Of(sums.Regions.Keys, key => sums.Regions[key], TrafficReport.MostRanked, RegionNameOf),
            Countries = rank.Of(sums.Countries, TrafficReport.MostRanked, names.Countries.Known),
            Budgets = options.Prices is null ? [] : budgets.Of(options.Credits),
            Summary = summary,
            Rows = RowsOf(folded),
        };
    }

    private ReportRows RowsOf(List<MergedCell>? folded)
    {
        if (folded is not null) return new ReportRows(() => folded, () => folded.Count, names, options.IsByDay);
        var ordered = new Lazy<OrderedCells>(() => new OrderedCells(cells, new NameOrder(names), prices));
        return new ReportRows(() => ordered.Value.Read(), () => ordered.Value.Count(), names, options.IsByDay);
    }

    private ReportTotals TotalsOf(Budgets budgets)
    {
        var lanes = cells.Lanes.All;
        var (sum, cloudBytes, unpricedBytes) = (default(Measure), 0L, 0L);
        for (var i = 0; i < lanes.Length; i++)
        {
            ref readonly var lane = ref lanes[i];
            var one = prices[i].Of(lane.Requests, lane.Bytes);
            sum += one;
            if (lane.Place.Provider > 0) cloudBytes = CappedSum.Of(cloudBytes, lane.Bytes);
            if (!prices[i].IsPriced) unpricedBytes = CappedSum.Of(unpricedBytes, lane.Bytes);
            budgets.Add(prices.BackendOf(lane.Place.Backend).Provider, lane.Place.Period, one.Cost);
        }
        var shown = ToSum(sum, null);
        return new ReportTotals
        {
            Requests = sum.Requests,
            Bytes = sum.Bytes,
            Clients = null,
            UnattributedRequests = cells.UnattributedRequests,
            UnattributedBytes = cells.UnattributedBytes,
            OwnCloudBytes = sum.OwnCloudBytes,
            CloudBytes = cloudBytes,
            BadLines = summary.Logs.BadLines,
            Cost = shown.Cost,
            CostWithoutMirrors = shown.CostWithoutMirrors,
            UnpricedBytes = options.Prices is null ? null : unpricedBytes,
            FoldedCells = 0,
        };
    }

    private List<MergedCell> Fold(ClientFold fold)
    {
        var order = new NameOrder(names); // "other" is among the names now
        return [.. fold.Fold(new OrderedCells(cells, order, prices).Read()).OrderBy(cell => order.Of(cell.Key))];
    }

    private ReportSums Sums(List<MergedCell> rows)
    {
        var sums = new ReportSums(names);
        foreach (var row in rows)
        {
            sums.AddPlace(row.Key, row.Sum);
            sums.AddContent(row.Key, row.Sum);
            sums.Providers[row.Key].Add(row.Clients.Span);
        }
        return sums;
    }

    /// <summary>Of the cells as they came: the sums of lanes are there already.</summary>
    private ReportSums Sums()
    {
        var sums = new ReportSums(names);
        var store = cells.Store;
        var lanes = cells.Lanes.All;
        for (var i = 0; i < lanes.Length; i++) sums.AddPlace(lanes[i].Place, prices[i].Of(lanes[i].Requests, lanes[i].Bytes));
        for (var i = 0; i < store.Count; i++)
        {
            ref readonly var cell = ref store[i];
            sums.AddContent(cell.Key, prices[cell.Lane].Of(cell.Requests, cell.Bytes));
            if (cell.Clients > 0 && cells.Salts.IsOneOf(cell.Key.Period)) sums.Providers[cell.Key].Add(store.ClientsOf(cell).Span);
        }
        return sums;
    }

    private IReadOnlyList<ProviderTraffic> ProvidersOf(ProviderTable table)
    {
        var periods = PeriodNumbers();
        return
        [
            .. table.Providers.Select(provider => Of(provider))
                .OrderByDescending(one => (one.Total.Bytes, one.Total.Requests)).ThenBy(one => one.Provider, StringComparer.Ordinal),
        ];

        ProviderTraffic Of(int provider)
        {
            var parts = periods.Select(period => table.Find(period, provider)).ToList();
            var total = parts.Aggregate(default(Measure), (sum, part) => sum + (part?.Sum ?? default));
            return new ProviderTraffic(
                names.Providers.Known(provider),
                ToSum(total, cells.Salts.IsOne ? table.ClientsOf(provider) : null),
                [.. parts.Select(part => part is null ? ToSum(default, 0) : ToSum(part.Sum, part.Clients?.Estimate()))]);
        }
    }

    private IReadOnlyList<int> PeriodNumbers()
    {
        var periods = new SortedSet<int>();
        foreach (ref readonly var lane in cells.Lanes.All) periods.Add(lane.Place.Period);
        return [.. periods];
    }

    private TrafficSum ToSum(Measure sum, long? clients) => new(
        sum.Requests, sum.Bytes, sum.OwnCloudBytes, clients, options.Prices is null ? null : sum.Cost.ToDecimal(),
        prices.HasCostWithoutMirrors ? sum.CostWithoutMirrors.ToDecimal() : null);

    private string? AsnNameOf(int number)
    {
        var (asn, name) = names.Asns[number];
        if (asn == ClientFold.OtherAsn) return CellNames.Other;
        return asn == 0 ? null : name is null ? $"AS{asn}" : $"AS{asn} {name}";
    }

    private string? RegionNameOf((int Provider, int Region) key) => (names.Providers.Known(key.Provider), names.Regions.Known(key.Region)) switch
    {
        (null, var region) => region,
        (var provider, null) => provider,
        var (provider, region) => $"{provider} {region}",
    };
}
