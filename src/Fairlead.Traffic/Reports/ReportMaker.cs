using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>A report of cells whose prices are known.</summary>
internal sealed class ReportMaker(ReportOptions options, CellNames names, CellStore cells, LaneList lanes, LanePricing prices, PeriodSalts salts)
{
    /// <summary>Makes it.</summary>
    /// <param name="summary">What the parts say of themselves.</param>
    /// <param name="complete">Adds to the totals what cells don't say.</param>
    public TrafficReport Make(PartSummary summary, Func<ReportTotals, ReportTotals> complete)
    {
        var budgets = new Budgets();
        var totals = TotalsOf(budgets);
        var folded = options.MinClients > 1 ? Fold(out totals, totals) : null;
        var sums = folded is null ? Sums() : Sums(folded);
        var ordered = new Lazy<OrderedCells>(() => new OrderedCells(cells, new NameOrder(names), prices, salts));
        var rank = new Ranking(sum => ToSum(sum, null));
        return new TrafficReport
        {
            Options = options,
            Totals = complete(totals with { Clients = salts.IsOne ? sums.Providers.ClientsOf(null) : null }),
            Periods = [.. PeriodNumbers().Select(period => Periods.TextOf(period, options.IsByDay))],
            Providers = ProvidersOf(sums.Providers),
            Backends = rank.Of(sums.Backends, int.MaxValue, number => NameOf(names.Backends, number)),
            Asns = rank.Of(sums.Asns, TrafficReport.MostRanked, AsnNameOf),
            Images = rank.Of(sums.Images, TrafficReport.MostRanked, number => NameOf(names.Images, number)),
            Regions = rank.Of(sums.Regions.Keys, key => sums.Regions[key], TrafficReport.MostRanked, RegionNameOf),
            Countries = rank.Of(sums.Countries, TrafficReport.MostRanked, number => NameOf(names.Countries, number)),
            Budgets = options.Prices is null ? [] : budgets.Of(options.Credits),
            Summary = summary,
            Rows = folded is null
                ? new ReportRows(() => ordered.Value.Read(), () => ordered.Value.Count(), names, options.IsByDay)
                : new ReportRows(() => folded, () => folded.Count, names, options.IsByDay),
        };
    }

    private ReportTotals TotalsOf(Budgets budgets)
    {
        var (sum, cloudBytes, unpricedBytes) = (default(Measure), 0L, 0L);
        for (var i = 0; i < lanes.All.Length; i++)
        {
            ref readonly var lane = ref lanes.All[i];
            var one = prices[i].Of(lane.Requests, lane.Bytes);
            sum += one;
            if (lane.Place.Provider > 0) cloudBytes += lane.Bytes;
            if (!prices[i].IsPriced) unpricedBytes += lane.Bytes;
            budgets.Add(prices.BackendOf(lane.Place.Backend).Provider, lane.Place.Period, one.Cost);
        }
        var shown = ToSum(sum, null);
        return new ReportTotals
        {
            Requests = sum.Requests,
            Bytes = sum.Bytes,
            Clients = null,
            UnattributedRequests = 0,
            UnattributedBytes = 0,
            OwnCloudBytes = sum.OwnCloudBytes,
            CloudBytes = cloudBytes,
            BadLines = 0,
            Cost = shown.Cost,
            CostWithoutMirrors = shown.CostWithoutMirrors,
            UnpricedBytes = options.Prices is null ? null : unpricedBytes,
            FoldedCells = 0,
        };
    }

    private List<MergedCell> Fold(out ReportTotals totals, ReportTotals before)
    {
        var fold = new ClientFold(options.MinClients, names);
        var order = new NameOrder(names); // "other" is among the names now
        var rows = fold.Fold(new OrderedCells(cells, order, prices, salts).Read()).OrderBy(cell => order.Of(cell.Key).Bits).ToList();
        totals = before with { FoldedCells = fold.Folded };
        return rows;
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
        for (var i = 0; i < lanes.All.Length; i++) sums.AddPlace(lanes.All[i].Place, prices[i].Of(lanes.All[i].Requests, lanes.All[i].Bytes));
        for (var i = 0; i < cells.Count; i++)
        {
            ref readonly var cell = ref cells[i];
            sums.AddContent(cell.Key, prices[cell.Lane].Of(cell.Requests, cell.Bytes));
            if (cell.Clients > 0 && salts.IsOneOf(cell.Key.Period)) sums.Providers[cell.Key].Add(cells.ClientsOf(cell).Span);
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
                NameOf(names.Providers, provider),
                ToSum(total, salts.IsOne ? table.ClientsOf(provider) : null),
                [.. parts.Select(part => part is null ? ToSum(default, 0) : ToSum(part.Sum, part.Clients?.Estimate()))]);
        }
    }

    private IReadOnlyList<int> PeriodNumbers()
    {
        var periods = new SortedSet<int>();
        foreach (ref readonly var lane in lanes.All) periods.Add(lane.Place.Period);
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

    private string? RegionNameOf((int Provider, int Region) key) => (NameOf(names.Providers, key.Provider), NameOf(names.Regions, key.Region)) switch
    {
        (null, var region) => region,
        (var provider, null) => provider,
        var (provider, region) => $"{provider} {region}",
    };

    private static string? NameOf(NameList list, int number) => number == 0 ? null : list[number];
}
