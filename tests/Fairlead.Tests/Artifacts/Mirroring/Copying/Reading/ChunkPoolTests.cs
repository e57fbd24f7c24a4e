using Fairlead.Artifacts.Mirroring.Copying.Reading;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying.Reading;

public sealed class ChunkPoolTests
{
    [Theory]
    [InlineData(64 << 20, 8, 256 << 10)]
    [InlineData(1 << 20, 8, 32 << 10)]
    [InlineData(1, 1_000, 4 << 10)]
    public void ChunkBytes_Budget_LeavesFourForEachJob(int budget, int jobs, int expected) => new ChunkPool(budget, jobs).ChunkBytes.ShouldBe(expected);

    [Fact]
    public void Rent_SmallBlob_TakesNoMoreThanItsSize()
    {
        var pool = new ChunkPool(64 << 20, 8);
        var before = pool.Free;

        var chunk = pool.Rent(1_000);

        pool.Free.ShouldBe(before - 1_000);
        chunk.Memory.Length.ShouldBe(1_000);
        chunk.Release();
        pool.Free.ShouldBe(before);
    }

    [Fact]
    public void Release_LastHolder_GivesTheMemoryToTheNext()
    {
        var pool = new ChunkPool(64 << 20, 8);
        var chunk = pool.Rent(256 << 10);
        chunk.Hold();

        chunk.Release();
        pool.Rent(256 << 10).ShouldNotBeSameAs(chunk);
        chunk.Release();
        pool.Rent(200 << 10).ShouldBeSameAs(chunk);
        chunk.Length.ShouldBe(200 << 10);
    }

    [Fact]
    public void Allows_OneThatWantsAll_GetsHalf() => PiecesEach(blobs: 1).ShouldBe([124]);

    [Fact]
    public void Allows_SeveralThatWantAll_GetEqualParts()
    {
        var pieces = PiecesEach(blobs: 4);

        pieces.Max().ShouldBeLessThanOrEqualTo(pieces.Min() + 1);
        pieces.Sum().ShouldBeInRange(190, 200); // four fifths of the 248 that are shared
    }

    [Fact]
    public void Allows_NothingFree_TwoAlways()
    {
        var pool = new ChunkPool(0, 1);

        pool.Allows(0).ShouldBeTrue();
        pool.Allows(pool.ChunkBytes).ShouldBeTrue();
        pool.Allows(2 * pool.ChunkBytes).ShouldBeFalse();
    }

    /// <summary>What each of them has when none gets more: 256 chunks in all, 8 of them set aside for 4 jobs.</summary>
    private static int[] PiecesEach(int blobs)
    {
        var pool = new ChunkPool(64 << 20, 4);
        var pieces = new int[blobs];
        for (var more = true; more;)
        {
            more = false;
            for (var i = 0; i < blobs; i++)
            {
                if (!pool.Allows((long)pieces[i] * pool.ChunkBytes)) continue;
                pool.Rent(pool.ChunkBytes);
                pieces[i]++;
                more = true;
            }
        }
        return pieces;
    }
}
