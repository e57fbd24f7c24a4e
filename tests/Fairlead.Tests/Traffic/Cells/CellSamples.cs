using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Cells;

/// <summary>Requests, tables and parts for tests.</summary>
internal static class CellSamples
{
    public const int Day = 20_737; // 2026-10-11

    public const ulong Salt = 0x0123456789ABCDEF;

    public static PartSummary Summary { get; } = new() { IsByDay = true, Salt = Salt, Logs = new(), Upstream = "us-central1-docker.pkg.dev" };

    /// <summary>Requests at random, of few names each.</summary>
    public static SampleRequest[] Requests(Random random, int count, int days = 5) => [.. Enumerable.Range(0, count).Select(_ => new SampleRequest(
        Day + random.Next(days),
        random.Next(4) is 0 ? "" : $"backend {random.Next(4)}",
        random.Next(4) is 0 ? "" : $"provider {random.Next(5)}",
        random.Next(4) is 0 ? "" : $"region {random.Next(5)}",
        (uint)(random.Next(3) * 1000 * random.Next(1, 4)),
        random.Next(3) is 0 ? "" : $"C{random.Next(9)}",
        (ContentKind)random.Next(4),
        random.Next(1, 6),
        random.Next(3) is 0 ? "" : random.Next(2) is 0 ? "other" : $"image/\u00e9{random.Next(9)}",
        random.Next(5) is 0 ? random.NextInt64(long.MaxValue / 2) : random.Next(100_000),
        random.Next(6) is 0 ? 0 : (ulong)random.NextInt64(long.MinValue, long.MaxValue)))];

    /// <summary>A table of these requests, in this order.</summary>
    public static CellTable Table(IEnumerable<SampleRequest> requests)
    {
        var table = new CellTable(new CellNames());
        foreach (var request in requests) request.AddTo(table);
        return table;
    }

    public static byte[] Part(CellTable table, PartSummary? summary = null)
    {
        using var to = new MemoryStream();
        PartWriter.Write(to, summary ?? Summary, table, CancellationToken.None);
        return to.ToArray();
    }

    public static PartReader Read(byte[] part) => new(new MemoryStream(part, writable: false), "x.fat");

    /// <summary>All cells of a part, by names.</summary>
    public static List<SampleCell> Cells(byte[] part)
    {
        using var reader = Read(part);
        return Cells(reader);
    }

    /// <inheritdoc cref="Cells(byte[])"/>
    public static List<SampleCell> Cells(PartReader reader)
    {
        var cells = new List<SampleCell>();
        while (reader.TryRead(out var cell)) cells.Add(SampleCell.Of(reader.Names, cell));
        reader.TryRead(out _).ShouldBeFalse();
        cells.Count.ShouldBe(reader.Count);
        return cells;
    }

    /// <summary>What the cells of these requests are: by a dictionary and sets.</summary>
    public static List<SampleCell> Oracle(IEnumerable<SampleRequest> requests, Func<int, int>? periodOf = null)
    {
        var cells = new List<SampleCell>();
        foreach (var same in requests.GroupBy(it => it with { Bytes = 0, Client = 0, Period = periodOf?.Invoke(it.Period) ?? it.Period }))
        {
            var bytes = same.Aggregate((UInt128)0, (sum, it) => sum + (ulong)it.Bytes);
            var sketch = new ClientSketch();
            foreach (var client in same.Select(it => it.Client).Where(client => client != 0).ToHashSet()) sketch.Add(client);
            var registers = new ushort[ClientSketch.Registers];
            cells.Add(new(same.Key, same.Count(), (long)UInt128.Min(bytes, long.MaxValue), string.Join(' ', registers.Take(sketch.CopyTo(registers)))));
        }
        return [.. cells.Order()];
    }
}
