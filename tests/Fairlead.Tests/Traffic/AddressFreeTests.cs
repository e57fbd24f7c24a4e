using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Fairlead.Cli.Simulating;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Cli;
using Fairlead.Tests.Policy.Requests;
using Fairlead.Tests.Support;
using Fairlead.Tests.Traffic.ClickHouse;
using Fairlead.Tests.Traffic.Importing;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.ClickHouse;
using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Simulation;

namespace Fairlead.Tests.Traffic;

/// <summary>
/// Nothing that is written, kept for a while or sent has an address that is in the logs: parts while they are made, the parts of a merge, reports, a simulation's result, what goes to ClickHouse.
/// </summary>
public sealed class AddressFreeTests : IDisposable
{
    private static readonly AddressLeaks Leaks = new(AddressedLogs.Addresses);

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-leaks").FullName;
    private readonly ImportOptions _options;

    public AddressFreeTests()
    {
        var table = new NetworkTableBuilder(ownerOf: null);
        for (var i = 100; i < 120; i++) table.Add(IpPrefix.Parse($"{i}.0.0.0/8"), $"net {i % 3}", $"region {i}", "test", Trust.CloudFeed);
        _options = new()
        {
            Networks = ClientNetworks.Of(table.Build()),
            Content = new ContentBook([]),
            Backends = new BackendBook(policy: null, unnamed: "cdn"),
            Salt = new Salt("the same every time: so are the registers"u8),
            Workers = 1,
        };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Output => Path.Combine(_folder, "x.fat");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Find_TheLogsThemselves_FindsThem()
    {
        foreach (var (name, content) in AddressedLogs.All) Leaks.Find(content).ShouldNotBeNull(name);
    }

    [Fact]
    public async Task Import_PartsWhileItRuns_HoldNone()
    {
        IReadOnlyList<byte[]> seen = [];
        var last = new LogInMemory("last", () =>
        {
            seen = Files();
            return new MemoryStream(AddressedLogs.All[0].Content);
        }, 0);

        var summary = await new ImportRun(_options with { CellsInMemory = 3 }).RunAsync([.. AddressedLogs.Sources, last], Output, Cancel);

        summary.Logs.Requests.ShouldBeGreaterThan(200);
        summary.Logs.Bad.Select(bad => bad.Format).Distinct().ShouldBe(["cloudfront", "combined", "gcs", "google", "s3"]);
        seen.Count.ShouldBeGreaterThan(MergeRun.MostOpen);
        foreach (var part in seen) Leaks.Find(part).ShouldBeNull();
        Leaks.Find(Files().ShouldHaveSingleItem()).ShouldBeNull();
    }

    [Fact]
    public async Task Merge_PartsWhileItRuns_HoldNone()
    {
        var summary = await new ImportRun(_options).RunAsync(AddressedLogs.Sources, Output, Cancel);
        using var temporary = new TemporaryParts(Path.Combine(_folder, "merged.fat"));
        var merge = new MergeRun(summary with { IsByDay = false }, temporary, Cancel, AsnNames.None, mostCells: 5);
        IReadOnlyList<byte[]> seen = [];
        using var merged = new WatchingStream(() => seen = seen.Count > 0 ? seen : Files());

        merge.Write(merged, [Output], []);

        seen.Count.ShouldBeGreaterThan(2);
        foreach (var part in seen) Leaks.Find(part).ShouldBeNull();
        Leaks.Find(merged.ToArray()).ShouldBeNull();
    }

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("html")]
    public async Task Report_OfAPart_HoldsNone(string format)
    {
        await new ImportRun(_options).RunAsync(AddressedLogs.Sources, Output, Cancel);

        var run = await CommandRun.ProgramAsync(null, "traffic", "report", Output, "--by", "day", "--format", format);

        run.ExitCode.ShouldBe(0, run.Error);
        Leaks.Find(Encoding.UTF8.GetBytes(run.Output + run.Error)).ShouldBeNull();
    }

    [Fact]
    public async Task Simulate_Result_HoldsNone()
    {
        var policy = Compiled.Policy("""
            upstream: {registry: "https://registry.example"}
            providers:
              - name: cloud
                cidrs: [{prefix: 100.0.0.0/6, region: eu-west-3}]
                mirrors: [{region: eu-west-3, url: "https://paris.example/{digest}"}]
            """);
        var plan = new SimulationPlan(policy, baseline: null, new Dictionary<string, Fairlead.Formats.Inventories.Inventory>(), new BackendBook(policy.Config, "cdn"), new ContentBook([]), rollout: null);
        var run = new SimulationRun(plan, format: null, workers: 1);
        var result = await run.RunAsync(AddressedLogs.Sources, prices: null, Cancel);
        var report = new SimulationReport { Result = result, Percent = 100, Currency = null, MaxIncrease = null, MissingNetworks = [], Failures = run.Failures };

        using var text = new StringWriter();
        SimulationText.Write(text, report);
        var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json)) SimulationJson.Write(writer, report);

        result.Requests.ShouldBeGreaterThan(0);
        Leaks.Find(Encoding.UTF8.GetBytes(text.ToString())).ShouldBeNull();
        Leaks.Find(json.ToArray()).ShouldBeNull();
    }

    [Fact]
    public async Task Export_RequestsAndRows_HoldNone()
    {
        await using var server = await FaultyClickHouse.StartAsync();
        var asked = new ConcurrentQueue<string>();
        server.Before = sql =>
        {
            asked.Enqueue(sql);
            return null;
        };
        using var client = new ClickHouseClient(ClickHouseAddress.Parse(server.Url, _ => null, out _)!, TimeProvider.System);

        await new ExportRun(_options, client, "fairlead", TimeProvider.System).RunAsync(AddressedLogs.Sources, Cancel);

        server.Inserts.Sum(insert => insert.Rows.Length).ShouldBeGreaterThan(5_000);
        foreach (var (sql, rows) in server.Inserts) Leaks.Find(rows).ShouldBeNull(sql);
        foreach (var sql in asked) Leaks.Find(Encoding.UTF8.GetBytes(sql)).ShouldBeNull();
    }

    private IReadOnlyList<byte[]> Files() => [.. Directory.GetFiles(_folder).Select(File.ReadAllBytes)];
}
