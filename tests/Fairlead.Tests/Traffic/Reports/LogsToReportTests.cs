using System.Text;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Loading;
using Fairlead.Tests.Support;
using Fairlead.Tests.Traffic.Attribution;
using Fairlead.Tests.Traffic.Importing;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Reports;

namespace Fairlead.Tests.Traffic.Reports;

/// <summary>All the way from lines of logs to a report with costs, against a slow computation over the same requests.</summary>
public sealed class LogsToReportTests : IDisposable
{
    private const decimal Rounding = 0.00000001m;

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-report").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(2, false, false)]
    [InlineData(3, true, true)]
    [InlineData(4, false, true)]
    public async Task Report_RandomLogs_IsWhatASlowComputationSays(int seed, bool isIPv4, bool isByDay)
    {
        var random = new Random(seed);
        var crowd = new RandomStatements(seed);
        var statements = crowd.Table(60, isIPv4);
        var clients = Enumerable.Range(0, 60).Select(_ => crowd.Address(isIPv4)).Concat(LookupProbes.AddressesAround(statements)).ToList();
        var pulls = Enumerable.Range(0, 3000).Select(id => LoggedPull.Random(random, id, clients)).ToArray();
        var right = new SlowReport(pulls, statements);
        var options = OptionsOf(statements);

        // Two machines share the salt and the logs; a part of theirs is there twice.
        string[] parts = [await ImportAsync(options, pulls[..1800]), await ImportAsync(options, pulls[1800..])];
        var report = ReportOf([await MergeAsync(parts, byMonth: !isByDay)], isByDay);

        var rows = right.Rows(isByDay ? "yyyy-MM-dd" : "yyyy-MM");
        report.Rows.Count.ShouldBe(rows.Count);
        foreach (var row in report.Rows)
        {
            var key = string.Join('|', row.Period, row.Backend, row.Provider, row.Region, row.Asn, row.Country, row.Kind, row.Status, row.Image);
            var (requests, bytes, cost) = rows[key];
            (row.Requests, row.Bytes, row.Cost.HasValue).ShouldBe((requests, bytes, cost.HasValue), key);
            (row.Cost ?? 0).ShouldBe(cost ?? 0, Rounding, key);
            row.Clients.ShouldNotBeNull();
        }
        var totals = report.Totals;
        (totals.Requests, totals.Bytes, totals.BadLines).ShouldBe((3000, pulls.Sum(pull => pull.Bytes), 4));
        (totals.UnattributedRequests, totals.OwnCloudBytes, totals.UnpricedBytes).ShouldBe((right.UnattributedRequests, right.OwnCloudBytes, right.UnpricedBytes));
        totals.Cost!.Value.ShouldBe(right.Cost, Rounding);
        totals.CostWithoutMirrors!.Value.ShouldBe(right.CostWithoutMirrors, Rounding);
        report.Rows.Sum(row => row.Cost ?? 0).ShouldBe(totals.Cost.Value);
        var distinct = pulls.Select(pull => pull.Client).Distinct().Count();
        ((double)totals.Clients!.Value).ShouldBe(distinct, 0.15 * distinct);
        report.Summary.Logs.Duplicates.ShouldBe(300);

        // Parts side by side are the same as what they were merged into.
        ReportOf(parts, isByDay).Rows.ShouldBe(report.Rows);
    }

    [Fact]
    public async Task Add_PartsOfTwoSalts_TellClientsWhereOnlyOneIs()
    {
        var pulls = Enumerable.Range(0, 4).Select(id => Pull(id, new(2026, 9, 28 + (id % 2), 0, 0, 0, TimeSpan.Zero))).ToArray();
        var october = Pull(9, new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));
        var options = OptionsOf([]);
        var one = await ImportAsync(options, [.. pulls, october]);
        var another = await ImportAsync(options with { Salt = new Salt("another"u8) }, [pulls[0] with { Id = 100 }]);

        var report = ReportOf([one, another], isByDay: false);

        report.Rows.Select(row => (row.Period, row.Requests, row.Clients)).ShouldBe([("2026-09", 5, null), ("2026-10", 1, 1)]);
        report.Totals.Clients.ShouldBeNull();
        ReportOf([one, another], isByDay: true).Rows.Select(row => (row.Period, row.Requests, row.Clients)).ShouldBe(
            [("2026-09-28", 3, null), ("2026-09-29", 2, 1), ("2026-10-01", 1, 1)]);
        ReportOf([one], isByDay: false).Rows.Select(row => (row.Period, row.Requests, row.Clients)).ShouldBe([("2026-09", 4, 1), ("2026-10", 1, 1)]);
    }

    [Fact]
    public async Task Add_MonthsWhereDaysAreAskedFor_IsRefused()
    {
        var months = await MergeAsync([await ImportAsync(OptionsOf([]), [Pull(1, new(2026, 9, 28, 0, 0, 0, TimeSpan.Zero))])], byMonth: true);

        Should.Throw<InvalidDataException>(() => ReportOf([months], isByDay: true)).Message.ShouldContain("--by day");
    }

    private static LoggedPull Pull(int id, DateTimeOffset time) =>
        new(id, time, Fairlead.Networks.Addresses.IpAddress.V4(0xC0000201), "somewhere", "GET", "v2/", "other", null, 200, 1);

    private static ImportOptions OptionsOf(IReadOnlyList<Statement> statements)
    {
        var config = PolicyText.LoadGood(SlowReport.Policy);
        var policy = CompiledPolicy.Compile(config, LookupProbes.BuildTable(statements, SlowReport.OwnerOf), []);
        return new()
        {
            Networks = ClientNetworks.Of(policy),
            Content = new ContentBook([AttributionBench.InventoryOf(("b", 1, ["team/base"]), ("c", 1, ["team/one", "team/two"]))]),
            Backends = new BackendBook(config, unnamed: "registry.example.org"),
            Salt = new Salt("one"u8),
            Workers = 4,
            CellsInMemory = 40, // so that it is written out, and merged in rounds
        };
    }

    private static TrafficReport ReportOf(IEnumerable<string> parts, bool isByDay)
    {
        var builder = new ReportBuilder(new ReportOptions { IsByDay = isByDay, Prices = PricingFile.ParsePrices(Encoding.UTF8.GetBytes(SlowReport.Prices)).Value.ShouldNotBeNull() });
        foreach (var path in parts)
        {
            using var part = PartReader.Open(path);
            builder.Add(part);
        }
        return builder.Build();
    }

    /// <summary>Seven logs or so, one of lines that are in others, and in each half two lines that nobody can read.</summary>
    private async Task<string> ImportAsync(ImportOptions options, LoggedPull[] pulls)
    {
        var lines = Array.ConvertAll(pulls, pull => pull.ToLine());
        var logs = lines.Chunk(300).Select((chunk, i) => Log($"{i}.log", chunk)).ToList();
        if (lines.Length > 300) logs.Add(Log("again.log", [.. lines[..150], "\"what\",\"is this\"", "\"9\",\"192.0.2.1\""]));
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.fat");
        var run = new ImportRun(options with { Format = "gcs" });
        await run.RunAsync(logs, path, TestContext.Current.CancellationToken);
        run.Failures.ShouldBeEmpty();
        return path;
    }

    private async Task<string> MergeAsync(string[] parts, bool byMonth)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.fat");
        await PartMerger.MergeAsync(parts, path, byMonth, TestContext.Current.CancellationToken);
        return path;
    }

    private static LogInMemory Log(string name, string[] lines)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        return new(name, () => new MemoryStream(bytes), bytes.Length);
    }
}
