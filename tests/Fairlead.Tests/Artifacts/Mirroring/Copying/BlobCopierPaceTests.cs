using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

/// <summary>Who is slow keeps nobody else waiting. A test in which somebody waits in vain never ends: what is slow here is slow until the others are done.</summary>
public sealed class BlobCopierPaceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Copy_AllOfOnePace_IsOneRead(int stores)
    {
        var world = new CopyWorld(stores) { Options = new() { BufferBytes = 4 << 20, Jobs = 1 } };
        var blob = world.Source.Add(1_000_000); // four chunks; all of them may lie in memory, so chance has no part in it

        var report = await world.CopyAsync(blob);

        foreach (var store in world.Stores) world.ShouldHold(store, blob);
        world.Source.OpenedInAll.ShouldBe(1);
        report.Read.ShouldBe(new CopyTotals(1, 1_000_000));
        report.SecondReads.ShouldBe(0);
        report.Destinations.ShouldAllBe(one => one.Copied == new CopyTotals(1, 1_000_000));
        world.Observer.Bytes.ShouldBe(stores * 1_000_000L);
    }

    [Fact]
    public async Task Copy_SlowOneInALargeBlob_IsLetGoAndServedByASecondRead()
    {
        var world = new CopyWorld(stores: 2);
        var blob = world.Source.Add(200_000);
        var fastIsDone = new TaskCompletionSource();
        world.Observer.OnCopied = () => fastIsDone.TrySetResult();
        // It stands still after its first piece until the other one has it all, or until it is told to stop.
        world.Stores[1].OnWay = (put, cancel) => put is { Attempt: 1, Taken: > 0 } ? fastIsDone.Task.WaitAsync(cancel) : Task.CompletedTask;

        var report = await world.CopyAsync(blob);

        foreach (var store in world.Stores) world.ShouldHold(store, blob);
        report.SecondReads.ShouldBe(1);
        report.Read.ShouldBe(new CopyTotals(2, 400_000));
        report.Failures.ShouldBeEmpty();
        world.Observer.Retries.ShouldHaveSingleItem().ShouldContain("fallen behind");
        world.Observer.InPlace.First().Destination.Store.ShouldBe(world.Stores[0]);
        world.Observer.Bytes.ShouldBe(400_000);
    }

    [Fact]
    public async Task Copy_SlowOneOverManySmallBlobs_GetsThemLater()
    {
        var world = new CopyWorld(stores: 2);
        var blobs = Enumerable.Range(1, 50).Select(i => world.Source.Add(100, seed: i)).ToArray();
        var fastIsDone = new TaskCompletionSource();
        world.Observer.OnCopied = () =>
        {
            if (world.Stores[0].Objects.Count == blobs.Length) fastIsDone.TrySetResult();
        };
        world.Stores[1].OnWay = (_, cancel) => fastIsDone.Task.WaitAsync(cancel);

        var report = await world.CopyAsync(blobs);

        foreach (var store in world.Stores) world.ShouldHold(store, blobs);
        report.SecondReads.ShouldBeGreaterThan(0);
        report.Failures.ShouldBeEmpty();
        report.Destinations.ShouldAllBe(one => one.Copied == new CopyTotals(50, 5_000));
    }

    [Fact]
    public async Task Copy_OneSlowDestinationAlone_IsNeverLetGo()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(200_000);
        world.Stores[0].OnWay = async (_, _) => await Task.Yield();

        var report = await world.CopyAsync(blob);

        world.ShouldHold(world.Stores[0], blob);
        world.Source.OpenedInAll.ShouldBe(1);
        report.SecondReads.ShouldBe(0);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(10_000L)]
    public async Task Copy_OneFails_OthersGetTheSameRead(long after)
    {
        var world = new CopyWorld(stores: 3) { Options = new() { BufferBytes = 4 << 20, Jobs = 1 } };
        var blob = world.Source.Add(900_000);
        world.Stores[1].OnWay = (put, _) => put.Taken >= after ? throw new StoreException("store-1: access denied", isTransient: false) : Task.CompletedTask;

        var report = await world.CopyAsync(blob);

        world.ShouldHold(world.Stores[0], blob);
        world.ShouldHold(world.Stores[2], blob);
        world.Stores[1].Objects.ShouldBeEmpty();
        world.Source.OpenedInAll.ShouldBe(1);
        report.Failures.ShouldHaveSingleItem().ShouldBe(new CopyFailure(blob.Digest, "team/app", "store-1", "store-1: access denied"));
    }

    [Fact]
    public async Task Copy_ManyJobs_AllArrive()
    {
        var world = new CopyWorld(stores: 2) { Options = new() { Jobs = 8, BufferBytes = 1 << 20 } };
        var blobs = Enumerable.Range(1, 300).Select(i => world.Source.Add(i * 331 % 90_000, seed: i)).ToArray();

        var report = await world.CopyAsync(blobs);

        foreach (var store in world.Stores) world.ShouldHold(store, blobs);
        report.Failures.ShouldBeEmpty();
        report.Destinations.ShouldAllBe(one => one.Held.Count == 300 && one.Copied.Blobs == 300);
        world.Observer.Bytes.ShouldBe(2 * blobs.Sum(blob => blob.Size));
    }
}
