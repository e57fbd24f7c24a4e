using Fairlead.Tests.Support;
using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class CellTableTests
{
    private static readonly CellKey s_key = new(CellSamples.Day, 0, 0, 0, 0, 0, ContentKind.Blob, 2, 0);

    [Fact]
    public void Add_BytesBeyondAnyNumber_StopAtTheGreatest()
    {
        var table = new CellTable(new CellNames());
        for (var i = 0; i < 3; i++) table.Add(s_key, 9_000_000_000_000_000_000, 0);
        var cell = CellSamples.Cells(CellSamples.Part(table)).ShouldHaveSingleItem();
        (cell.Requests, cell.Bytes, cell.Clients).ShouldBe((3, long.MaxValue, ""));
    }

    [Fact]
    public void Add_KnownKeyAndFewClients_AllocatesNothing()
    {
        var table = new CellTable(new CellNames());
        ulong client = 1;
        Allocations.Of(() => table.Add(s_key, 1, client = client % 4 + 1)).ShouldBe(0);
    }

    [Fact]
    public void Add_ManyCellsOfOneClient_TakesSomeBytesEach()
    {
        const int cells = 100_000;
        var table = new CellTable(new CellNames());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < cells; i++) table.Add(new CellKey(CellSamples.Day, 0, 0, 0, i, 0, ContentKind.Blob, 2, 0), 1, (ulong)i);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(cells * 300L); // what was thrown away while it grew included
    }

    [Fact]
    public void Key_Parts_AreWhatItWasMadeOf()
    {
        var key = new CellKey(65_535, 65_534, 65_533, 65_532, 1_048_575, 1_023, ContentKind.File, 5, 1_048_574);
        (key.Period, key.Backend, key.Provider, key.Region, key.Asn, key.Country, key.Kind, key.StatusClass, key.Image)
            .ShouldBe((65_535, 65_534, 65_533, 65_532, 1_048_575, 1_023, ContentKind.File, 5, 1_048_574));
        s_key.OfMonth().ShouldBe(new CellKey(CellSamples.Day - 10, 0, 0, 0, 0, 0, ContentKind.Blob, 2, 0));
        (key.OfMonth() with { }).Image.ShouldBe(1_048_574);
        s_key.CompareTo(key).ShouldBeLessThan(0);
    }
}
