using Fairlead.Artifacts.Mirroring.Copying;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(4, 4, 8)]
    [InlineData(20, 15, 30)]
    [InlineData(5_000, 15, 30)]
    public void After_Attempts_GrowsToALimitByHalfByChance(int attempt, double least, double most)
    {
        var waits = Enumerable.Range(0, 100).Select(_ => Backoff.After(attempt).TotalSeconds).ToList();

        waits.ShouldAllBe(wait => wait >= least && wait <= most);
        waits.Distinct().Count().ShouldBeGreaterThan(50);
    }
}
