using BenchmarkDotNet.Attributes;
using Fairlead.Traffic.Cells;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>Time of one cell of a part of a million, of one client or two each: reading it from a file, and writing the table with its names brought in order.</summary>
[MinColumn, MedianColumn]
[InProcess]
[WarmupCount(2)]
[IterationCount(10)]
public class PartBenchmarks
{
    private const int Cells = 1_000_000;
    private static readonly PartSummary s_summary = new() { IsByDay = true, Salt = 1, Logs = new(), Upstream = null };
    private readonly CellTable _table = new(CellWorld.Names());
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"fairlead-benchmark-{Guid.NewGuid():N}.fat");

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < 3 * Cells / 2; i++) _table.Add(CellWorld.KeyOf(i % Cells), random.Next(1_000_000), (ulong)random.NextInt64());
        using (var file = File.Create(_path)) PartWriter.Write(file, s_summary, _table, CancellationToken.None);
        Console.WriteLine($"// a part of {Cells} cells: {new FileInfo(_path).Length / 1e6:F1} MB");
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Benchmark(OperationsPerInvoke = Cells)]
    [AtMost(150, Aim = 100)]
    public long Read()
    {
        using var reader = PartReader.Open(_path);
        var bytes = 0L;
        while (reader.TryRead(out var cell)) bytes += cell.Bytes;
        return bytes;
    }

    [Benchmark(OperationsPerInvoke = Cells)]
    public void Write() => PartWriter.Write(Stream.Null, s_summary, _table, CancellationToken.None);
}
