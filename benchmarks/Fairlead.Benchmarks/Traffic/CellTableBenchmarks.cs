using BenchmarkDotNet.Attributes;
using Fairlead.Traffic.Cells;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>
/// Time of counting one request: in a table of a thousand cells, and in one of a million, which no cache holds. Requests come in random order from many clients. What the large
/// table takes in memory is printed before.
/// </summary>
[MinColumn, MedianColumn]
[InProcess]
[WarmupCount(3)]
[IterationCount(10)]
public class CellTableBenchmarks
{
    private const int Requests = 1 << 20;
    private const int FewCells = 1_000;
    private const int ManyCells = 1_000_000;
    private readonly CellKey[] _ofFew = new CellKey[Requests];
    private readonly CellKey[] _ofMany = new CellKey[Requests];
    private readonly ulong[] _clients = new ulong[Requests];
    private readonly CellTable _few = new(new CellNames());
    private readonly CellTable _many = new(new CellNames());

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < Requests; i++)
        {
            _ofFew[i] = CellWorld.KeyOf(random.Next(FewCells));
            _ofMany[i] = CellWorld.KeyOf(random.Next(ManyCells));
            _clients[i] = (ulong)random.NextInt64();
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < ManyCells; i++) _many.Add(CellWorld.KeyOf(i), i, (ulong)i << 40);
        Console.WriteLine($"// {ManyCells} cells of a client each: {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:F0} MB");
    }

    [Benchmark(OperationsPerInvoke = Requests)]
    public void Add_FewCells() => Add(_few, _ofFew);

    [Benchmark(OperationsPerInvoke = Requests)]
    [AtMost(150, Aim = 100)]
    public void Add_ManyCells() => Add(_many, _ofMany);

    private void Add(CellTable table, CellKey[] keys)
    {
        for (var i = 0; i < keys.Length; i++) table.Add(keys[i], i, _clients[i]);
    }
}
