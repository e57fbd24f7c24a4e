using BenchmarkDotNet.Attributes;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Reports;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>A year of aggregates, 2,000,000 cells by month with the prices of examples/prices.yaml: from the part file to all sums of the report, and to its rows.</summary>
[MinColumn, MedianColumn]
[MemoryDiagnoser]
[InProcess]
[WarmupCount(1)]
[IterationCount(5)]
public class ReportBenchmarks
{
    private const int Cells = 2_000_000;
    private static readonly string[] s_regions = [.. Enumerable.Range(0, 30).Select(number => $"region-{number:00}")];

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"fairlead-report-{Guid.NewGuid():N}.fat");
    private readonly PriceBook _prices = PricingFile.LoadPrices(Path.Combine("examples", "prices.yaml")).Value ?? throw new InvalidOperationException("run it in the repository's root");

    /// <summary>Writes the part: few providers' regions and many networks of others, as traffic is.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var names = new CellNames();
        var table = new CellTable(names);
        var random = new Random(1);
        Backend[] backends = [.. s_regions.Take(12).Select((region, i) => new Backend($"mirror-{i}", i % 2 == 0 ? "amazon" : "google", region)), new("upstream.example.org", "google", "us-central1")];
        var first = new DateOnly(2025, 11, 1);
        while (table.Count < Cells)
        {
            var isCloud = random.Next(3) > 0;
            var provider = isCloud ? random.Next(2) == 0 ? "amazon" : "google" : "";
            var asn = isCloud ? (uint)random.Next(1, 5) : (uint)Math.Pow(40_000, random.NextDouble());
            var period = first.AddMonths(random.Next(12)).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
            var key = new CellKey(
                period, names.Add(backends[random.Next(backends.Length)]), names.Providers.Add(provider), names.Regions.Add(isCloud ? s_regions[random.Next(s_regions.Length)] : ""),
                names.Asns.Add(asn, $"NETWORK {asn}"), names.Countries.Add($"{(char)('A' + (asn % 20))}{(char)('A' + (asn % 7))}"), (ContentKind)random.Next(4), random.Next(2, 6),
                names.Images.Add($"team/image-{(int)Math.Pow(3000, random.NextDouble())}"));
            for (var clients = random.Next(1, 6); clients > 0; clients--) table.Add(key, random.Next(100_000_000), (ulong)random.NextInt64(1, long.MaxValue) << 1);
        }
        var summary = new PartSummary { IsByDay = false, Salt = 1, Logs = new LogCounts(), Upstream = "upstream.example.org" };
        PartFile.WriteAsync(table, summary, _path, CancellationToken.None).GetAwaiter().GetResult(); // a setup that runs in this process is not awaited
    }

    /// <summary>Takes the part away.</summary>
    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    /// <summary>Reading alone, for comparison.</summary>
    [Benchmark]
    public int Read()
    {
        using var part = PartReader.Open(_path);
        var count = 0;
        while (part.TryRead(out _)) count++;
        return count;
    }

    /// <summary>What a table or a page needs.</summary>
    [Benchmark]
    public decimal? Sums() => Report(1).Totals.Cost;

    /// <summary>What CSV or JSON needs.</summary>
    [Benchmark]
    public long Rows() => Report(1).Rows.Sum(row => row.Bytes);

    /// <summary>The sums with rows of few clients folded.</summary>
    [Benchmark]
    public long Folded() => Report(10).Totals.FoldedCells;

    private TrafficReport Report(int minClients)
    {
        var builder = new ReportBuilder(new ReportOptions { Prices = _prices, MinClients = minClients });
        using var part = PartReader.Open(_path);
        builder.Add(part);
        return builder.Build();
    }
}
