using BenchmarkDotNet.Attributes;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Timing;

namespace Fairlead.Benchmarks.Presence;

/// <summary>
/// Time of one look-up in the inventories of 32 mirrors of 500,000 blobs, over 65,536 digests in random order, beside the presence cache
/// with as many answers. What the inventories take in memory is printed before.
/// </summary>
[MinColumn, MedianColumn]
[InProcess]
[WarmupCount(3)]
[IterationCount(10)]
public class InventoryBenchmarks
{
    private const int Mirrors = 32;
    private const int Blobs = 500_000;
    private const int Count = 65_536;
    private const long Never = long.MaxValue / 2;
    private readonly Digest[] _held = new Digest[Count];
    private readonly Digest[] _junk = new Digest[Count];
    private readonly PresenceCache _cache = new(1_000_000);
    private InventorySlot[] _slots = [];

    [GlobalSetup]
    public void Setup()
    {
        var clock = new Clock(TimeProvider.System);
        _slots = [.. Enumerable.Range(0, Mirrors).Select(i => new InventorySlot($"m{i}", new Uri("https://m.example/i"), new MirrorCounters($"m{i}"), clock))];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Load();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"// {Mirrors} inventories of some {Blobs} blobs: {(after - before) / 1e6:F1} MB kept");
        for (var i = 0; i < Count; i++)
        {
            _held[i] = DigestOf(i * 7 % (Blobs - 1000)); // all mirrors have these
            _junk[i] = DigestOf(-1 - i);
            _cache.Keep(_held[i], 1, PresenceAnswer.Present, 0, Never);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int FirstOfThree_Present() => Look(_held);

    [Benchmark(OperationsPerInvoke = Count)]
    public int AllThree_Absent() => Look(_junk);

    [Benchmark(OperationsPerInvoke = Count)]
    public int Cache_Present()
    {
        var found = 0;
        foreach (ref readonly var digest in _held.AsSpan())
        {
            if (_cache.Find(digest, 1, 1) == PresenceAnswer.Present) found++;
        }
        return found;
    }

    private int Look(Digest[] digests)
    {
        var found = 0;
        foreach (ref readonly var digest in digests.AsSpan())
        {
            var place = default(DigestPlace);
            for (var candidate = 0; candidate < 3; candidate++)
            {
                if (_slots[candidate].Usable(0, Never) is not { } holdings || !holdings.Holds(digest, ref place)) continue;
                found++;
                break;
            }
        }
        return found;
    }

    /// <summary>Each has some that those before it lack.</summary>
    private void Load()
    {
        var shelf = new InventoryShelf();
        var builder = new InventoryBuilder();
        var added = 0;
        for (var mirror = 0; mirror < Mirrors; mirror++)
        {
            for (; added < Blobs - 1000 + (mirror * 30); added++) builder.Add(DigestOf(added), added, ["app"]);
            var inventory = builder.Build(DateTimeOffset.UtcNow);
            if (mirror == 0) PrintReading(inventory);
            shelf.Take(_slots[mirror], inventory, _slots);
        }
    }

    private static void PrintReading(Inventory inventory)
    {
        using var file = new MemoryStream();
        InventoryFile.Write(inventory, file);
        file.Position = 0;
        var began = TimeProvider.System.GetTimestamp();
        InventoryFile.Read(file);
        Console.WriteLine($"// an inventory of {inventory.Count} blobs: {file.Length / 1e6:F1} MB, read in {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:F0} ms");
    }

    private static Digest DigestOf(int i) => Digest.Of(BitConverter.GetBytes(i));
}
