using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class CellOrderTests
{
    /// <summary>Keys that differ in all their bits, in a few, and not at all, beside the framework's sort.</summary>
    [Theory]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    [InlineData(0xFF00FF0000000000, 0x00000000FF00FE00)]
    [InlineData(0UL, 0x600UL)]
    [InlineData(0x8000000000000000, 0UL)]
    [InlineData(0UL, 0UL)]
    public void Sort_AnyKeys_IsByKeyAndKeepsTheOrderOfEqualOnes(ulong high, ulong low)
    {
        var random = new Random(7);
        foreach (var count in (int[])[0, 1, 2, 3, 1_000])
        {
            var places = Enumerable.Range(0, count)
                .Select(place => new CellPlace(new CellKey(new UInt128((ulong)random.NextInt64(long.MinValue, long.MaxValue) & high | 5, (ulong)random.NextInt64(long.MinValue, long.MaxValue) & low)), place))
                .ToArray();
            CellOrder.Sort([.. places]).ShouldBe(places.OrderBy(place => place.Key.Bits));
        }
    }
}
