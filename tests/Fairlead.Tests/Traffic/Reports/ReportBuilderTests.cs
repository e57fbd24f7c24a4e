using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Reports;

namespace Fairlead.Tests.Traffic.Reports;

public sealed class ReportBuilderTests
{
    private const long GiB = 1L << 30;
    private const string Upstream = "upstream.example.org";

    [Fact]
    public void Build_Nothing_IsAReportOfNothing()
    {
        var report = new ReportBuilder(new ReportOptions()).Build();
        (report.Totals.Requests, report.Totals.Clients, report.Totals.Cost).ShouldBe((0, null, null));
        report.Rows.ShouldBeEmpty();
        report.Periods.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Build_RandomCells_IsWhatASlowComputationSays(int seed, bool isByDay)
    {
        var random = new Random(seed);
        var cells = Enumerable.Range(0, 3000).Select(_ => SampleCell.Random(random)).ToList();
        var report = Report(cells, new ReportOptions { IsByDay = isByDay, Prices = PlainPrices.Book }, tables: seed);

        string PeriodOf(SampleCell cell) => cell.Day.ToString(isByDay ? "yyyy-MM-dd" : "yyyy-MM", null);
        var rows = cells
            .GroupBy(cell => (Period: PeriodOf(cell), cell.Backend, cell.Provider, cell.Region, cell.Asn, cell.Country, Kind: cell.Kind.ToString().ToLowerInvariant(), Status: $"{cell.Status}xx", cell.Image))
            .ToDictionary(group => group.Key, group => (Requests: group.Sum(cell => cell.Requests), Bytes: group.Sum(cell => cell.Bytes), Clients: Clients(group)));
        report.Rows.Count.ShouldBe(rows.Count);
        foreach (var row in report.Rows)
        {
            (row.Requests, row.Bytes, row.Clients).ShouldBe(
                rows[(row.Period, row.Backend!, row.Provider, row.Region, row.Asn, row.Country, row.Kind, row.Status, row.Image)]);
        }
        var keys = report.Rows.Select(row => string.Join('\0', row.Period, row.Backend, row.Provider, row.Region, row.Asn.ToString("D6"), row.Country)).ToList();
        keys.ShouldBe(keys.Order(StringComparer.Ordinal));

        report.Totals.Requests.ShouldBe(cells.Sum(cell => cell.Requests));
        report.Totals.Bytes.ShouldBe(cells.Sum(cell => cell.Bytes));
        report.Totals.Clients.ShouldBe(Clients(cells));
        report.Totals.UnattributedRequests.ShouldBe(cells.Where(cell => cell is { Provider: null, Asn: 0 }).Sum(cell => cell.Requests));
        report.Totals.UnattributedBytes.ShouldBe(cells.Where(cell => cell is { Provider: null, Asn: 0 }).Sum(cell => cell.Bytes));
        report.Totals.CloudBytes.ShouldBe(cells.Where(cell => cell.Provider is not null).Sum(cell => cell.Bytes));
        report.Totals.OwnCloudBytes.ShouldBe(cells.Where(IsOwnCloud).Sum(cell => cell.Bytes));
        report.Periods.ShouldBe(cells.Select(PeriodOf).Distinct().Order(StringComparer.Ordinal));
        foreach (var provider in report.Providers)
        {
            var of = cells.Where(cell => cell.Provider == provider.Provider).ToList();
            (provider.Total.Bytes, provider.Total.Clients, provider.Total.OwnCloudBytes).ShouldBe((of.Sum(cell => cell.Bytes), Clients(of), of.Where(IsOwnCloud).Sum(cell => cell.Bytes)));
            provider.ByPeriod.Select(sum => (sum.Requests, sum.Clients)).ShouldBe(report.Periods.Select(period =>
                (of.Where(cell => PeriodOf(cell) == period).Sum(cell => cell.Requests), of.Any(cell => PeriodOf(cell) == period) ? Clients(of.Where(cell => PeriodOf(cell) == period)) : 0)));
        }
        Ranked(report.Images, cells, cell => cell.Image);
        Ranked(report.Asns, cells, cell => cell.Asn == 0 ? null : cells.Any(one => one.Asn == cell.Asn && one.AsnName is not null) ? $"AS{cell.Asn} NAME" : $"AS{cell.Asn}");
        Ranked(report.Regions, cells, cell => (cell.Provider, cell.Region) is (null, null) ? null : $"{cell.Provider} {cell.Region}".Trim());
        Ranked(report.Backends, cells, cell => cell.Backend);
        Ranked(report.Countries, cells, cell => cell.Country);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Build_Costs_AreWhatASlowStepFunctionSays(int seed, bool isByDay)
    {
        var random = new Random(seed);
        var cells = Enumerable.Range(0, 2000).Select(_ => SampleCell.Random(random)).ToList();
        var report = Report(cells, new ReportOptions { IsByDay = isByDay, Prices = PlainPrices.Book });

        decimal Cost(Func<SampleCell, string> backendOf) => cells
            .Where(cell => PlainPrices.EntryOf(backendOf(cell), cell.Provider, cell.Region) is not null)
            .GroupBy(cell => (cell.Day.Month, Entry: PlainPrices.EntryOf(backendOf(cell), cell.Provider, cell.Region)!.Value))
            .Sum(group => PlainPrices.CostOf(group.Key.Entry, group.Sum(cell => cell.Bytes)) + group.Sum(cell => cell.Requests * PlainPrices.RequestOf(backendOf(cell))));

        report.Totals.Cost!.Value.ShouldBe(Cost(cell => cell.Backend), 0.0000001m);
        report.Totals.CostWithoutMirrors!.Value.ShouldBe(Cost(_ => Upstream), 0.0000001m);
        report.Totals.UnpricedBytes.ShouldBe(cells.Where(cell => cell.Backend == "nobody").Sum(cell => cell.Bytes));
        report.Rows.Sum(row => row.Cost ?? 0).ShouldBe(report.Totals.Cost.Value);
        report.Rows.ShouldAllBe(row => row.Cost.HasValue == (row.Backend != "nobody"));
        report.Providers.Sum(provider => provider.Total.Cost!.Value).ShouldBe(report.Totals.Cost.Value, 0.00000001m);
        report.Backends.Single(backend => backend.Name == "nobody").Sum.Cost.ShouldBe(0);
    }

    [Fact]
    public void Build_TierThatEndsInMidMonth_IsBlendedOverTheMonthsDays()
    {
        // 1,024 GiB at 0.09 and 1,024 at 0.05: every day of the month costs 0.07 a GiB, on whichever side of the tier's end it was.
        SampleCell[] cells = [Outside(new(2026, 9, 1), 1024), Outside(new(2026, 9, 30), 1024)];
        Report(cells, new ReportOptions { IsByDay = true, Prices = PlainPrices.Book }).Rows.Select(row => row.Cost).ShouldBe([71.68m, 71.68m]);
    }

    [Fact]
    public void Build_TwoMonths_DoNotShareATier()
    {
        SampleCell[] cells = [Outside(new(2026, 9, 30), 1024), Outside(new(2026, 10, 1), 1024)];
        Report(cells, new ReportOptions { Prices = PlainPrices.Book }).Rows.Select(row => row.Cost).ShouldBe([92.16m, 92.16m]);
    }

    [Fact]
    public void Build_CellsOfOneKeyFromManyParts_AreOneRow()
    {
        SampleCell[] cells = [Outside(new(2026, 9, 1), 1), Outside(new(2026, 9, 2), 2), Outside(new(2026, 9, 3), 3)];
        var row = Report(cells, new ReportOptions(), tables: 3).Rows.ShouldHaveSingleItem();
        (row.Period, row.Bytes).ShouldBe(("2026-09", 6 * GiB));
    }

    [Fact]
    public void Build_Budgets_AreHeldAgainstTheBackendsProvider()
    {
        SampleCell[] cells = [Outside(new(2026, 9, 30), 1024), Outside(new(2026, 10, 1), 512), Outside(new(2027, 1, 1), 256)];
        var credits = new[] { new Credit("amazon", 100, IsYearly: false), new Credit("amazon", 1000, IsYearly: true), new Credit("google", 5, IsYearly: true) };
        Report(cells, new ReportOptions { Prices = PlainPrices.Book, Credits = credits }).Budgets.ShouldBe(
        [
            new BudgetUse("amazon", "2026-09", 100, 92.16m), new BudgetUse("amazon", "2026-10", 100, 46.08m), new BudgetUse("amazon", "2027-01", 100, 23.04m),
            new BudgetUse("amazon", "2026", 1000, 138.24m), new BudgetUse("amazon", "2027", 1000, 23.04m),
            new BudgetUse("google", "2026", 5, 0), new BudgetUse("google", "2027", 5, 0),
        ]);
        Report(cells, new ReportOptions { Credits = credits }).Budgets.ShouldBeEmpty();
    }

    [Fact]
    public void Build_UpstreamThatHasNoPrice_MeansThatNobodyKnowsTheCostWithoutMirrors() =>
        Report([Outside(new(2026, 9, 1), 1)], new ReportOptions { Prices = PlainPrices.Book }, upstream: "nobody").Totals.CostWithoutMirrors.ShouldBeNull();

    [Fact]
    public void Build_SaltsOfTwoMonths_TellClientsOfEachMonthOnly()
    {
        var (september, october) = (Known(new(2026, 9, 1)), Known(new(2026, 10, 1)));
        var report = BuildOf(new ReportOptions(), (1, [september]), (2, [october]));
        report.Totals.Clients.ShouldBeNull();
        report.Providers[0].Total.Clients.ShouldBeNull();
        report.Providers[0].ByPeriod.Select(sum => sum.Clients).ShouldBe([2, 2]);
        report.Rows.Select(row => row.Clients).ShouldBe([2, 2]);
    }

    [Fact]
    public void Build_SaltsOfOneMonth_TellNoClients()
    {
        var report = BuildOf(new ReportOptions(), (1, [Known(new(2026, 9, 1))]), (2, [Known(new(2026, 9, 2))]));
        report.Providers[0].ByPeriod[0].Clients.ShouldBeNull();
        report.Rows.ShouldHaveSingleItem().Clients.ShouldBeNull();
    }

    [Fact]
    public void Build_MoreThanCanBeCounted_StopsAtTheGreatestNumber()
    {
        SampleCell[] cells = [new() { Bytes = long.MaxValue - 1 }, new() { Asn = 1, Bytes = 2 }, new() { Asn = 2, Bytes = 3 }];
        foreach (var order in new[] { cells, [.. cells.Reverse()] })
        {
            var report = Report(order, new ReportOptions { Prices = PlainPrices.Book });
            (report.Totals.Bytes, report.Totals.Requests).ShouldBe((long.MaxValue, 3));
            report.Providers.ShouldHaveSingleItem().Total.Bytes.ShouldBe(long.MaxValue);
            report.Rows.Select(row => row.Bytes).ShouldBe([2, 3, long.MaxValue - 1], ignoreOrder: true);
        }
    }

    [Fact]
    public void Build_MoreNamesThanThereIsRoomFor_TellsHowManyRequestsAreUnderOther()
    {
        var cells = Enumerable.Range(0, CellNames.MostCountries + 10).Select(i => new SampleCell { Country = $"{i}", Requests = 2 }).ToList();
        var report = Report(cells, new ReportOptions(), tables: 2); // neither is full
        report.Summary.UnnamedRequests.ShouldBe(24); // of 12: the empty name and "other" have a place
        report.Rows.Where(row => row.Country == "other").Sum(row => row.Requests).ShouldBe(24);
    }

    [Fact]
    public void Build_MoreMoneyThanThereIs_IsRefused()
    {
        var book = PricingFile.ParsePrices("currency: USD\ndate: 2026-01-01\negress: [{perGiB: 1000000}]\n"u8.ToArray()).Value;
        Should.Throw<InvalidDataException>(() => Report([new SampleCell { Bytes = long.MaxValue }], new ReportOptions { Prices = book })).Message.ShouldContain("price");
    }

    internal static TrafficReport Report(IReadOnlyList<SampleCell> cells, ReportOptions options, int tables = 1, string upstream = Upstream)
    {
        var builder = new ReportBuilder(options);
        builder.Add(SummaryOf(1) with { Upstream = upstream });
        var names = Enumerable.Range(0, tables).Select(_ => new CellNames()).ToList();
        var numbered = cells.Select((cell, i) => (Names: names[i % tables], Cell: cell.In(names[i % tables]))).ToList();
        foreach (var (of, cell) in numbered) builder.Add(of, cell);
        return builder.Build();
    }

    private static TrafficReport BuildOf(ReportOptions options, params (ulong Salt, SampleCell[] Cells)[] parts)
    {
        var builder = new ReportBuilder(options);
        foreach (var (salt, cells) in parts)
        {
            var names = new CellNames();
            builder.Add(SummaryOf(salt));
            foreach (var cell in cells) builder.Add(names, cell.In(names));
        }
        return builder.Build();
    }

    internal static PartSummary SummaryOf(ulong salt) => new() { IsByDay = true, Salt = salt, Logs = new LogCounts(), Upstream = null };

    /// <summary>From Paris to a client of nobody's, so many GiB.</summary>
    private static SampleCell Outside(DateOnly day, long gibibytes) => new() { Day = day, Provider = null, Region = null, Requests = 0, Bytes = gibibytes * GiB };

    private static SampleCell Known(DateOnly day) => new() { Day = day, Clients = new Dictionary<int, int> { [1] = 1, [2] = 1 } };

    private static bool IsOwnCloud(SampleCell cell) =>
        cell.Provider is not null && cell.Provider == (cell.Backend == Upstream ? "google" : SampleCell.BackendOf(cell.Backend).Provider);

    private static long? Clients(IEnumerable<SampleCell> cells)
    {
        var union = cells.SelectMany(cell => cell.Clients).GroupBy(one => one.Key).ToDictionary(group => group.Key, group => group.Max(one => one.Value));
        return union.Count == 0 ? null : ClientSketch.Estimate(SampleCell.Packed(union));
    }

    private static void Ranked(IReadOnlyList<RankedItem> ranked, List<SampleCell> cells, Func<SampleCell, string?> nameOf) =>
        ranked.Select(item => (item.Name, item.Sum.Bytes, item.Sum.Requests)).ShouldBe(cells.GroupBy(nameOf)
            .Select(group => (Name: group.Key, Bytes: group.Sum(cell => cell.Bytes), Requests: group.Sum(cell => cell.Requests)))
            .OrderByDescending(one => one.Bytes).ThenByDescending(one => one.Requests).ThenBy(one => one.Name, StringComparer.Ordinal)
            .Take(TrafficReport.MostRanked));
}
