using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class CellHeadsTests
{
    /// <summary>However many sources there are, empty ones among them.</summary>
    [Fact]
    public void TryTake_AnySources_GivesAllCellsInOrderAndTellsEqualOnes()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var sources = Enumerable.Range(0, random.Next(12)).Select(_ => Cells(random)).ToArray();
            var expected = sources.SelectMany(source => source).Select(cell => cell.Key).OrderBy(key => key.Bits).ToArray();

            using var heads = new CellHeads(sources);
            for (var i = 0; i < expected.Length; i++)
            {
                heads.TryTake(out var cell).ShouldBeTrue();
                cell.Key.ShouldBe(expected[i], $"seed {seed}");
                heads.IsNext(cell.Key).ShouldBe(i + 1 < expected.Length && expected[i + 1] == cell.Key, $"seed {seed}");
            }
            heads.TryTake(out _).ShouldBeFalse();
            heads.TryTake(out _).ShouldBeFalse();
        }
    }

    private static Cell[] Cells(Random random) =>
        [.. Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(30)).Distinct().Order().Select(key => new Cell(new CellKey(0, (ulong)key), 1, 1, default))];
}
