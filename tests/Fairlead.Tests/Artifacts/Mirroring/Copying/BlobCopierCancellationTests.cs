using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

public sealed class BlobCopierCancellationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Copy_CancelledInABlob_EndsWithWhatWasDone(int stores)
    {
        var world = new CopyWorld(stores) { Options = new() { Jobs = 1, BufferBytes = 4 << 20 } };
        var (largest, large, small) = (world.Source.Add(900_000), world.Source.Add(800_000), world.Source.Add(100));
        using var cancel = new CancellationTokenSource();
        var isThere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Stores[0].OnWay = (put, token) =>
        {
            if (put.Taken < 300_000) return Task.CompletedTask;
            cancel.Cancel();
            isThere.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        // Or the other one might be done, and the next blob begun, before this one has had its turn.
        foreach (var other in world.Stores.Skip(1)) other.OnWay = (put, _) => put.Taken < 300_000 ? Task.CompletedTask : isThere.Task;

        var report = await world.CopyAsync(cancel.Token, [small, large, largest]);

        world.Stores[0].Objects.ShouldBeEmpty(); // the largest was under way, and nothing was begun after it
        report.Failures.ShouldBeEmpty();
        report.Destinations[0].Lacking.ShouldBe(new CopyTotals(3, 1_700_100));
        report.Destinations[0].Copied.ShouldBe(default);
        report.Destinations[0].Failure.ShouldBeNull();
        world.Source.Opened(small.Digest).ShouldBe(0);
    }

    [Fact]
    public async Task Copy_CancelledAfterABlob_ReportsIt()
    {
        var world = new CopyWorld(stores: 1);
        var blobs = Enumerable.Range(1, 5).Select(i => world.Source.Add(1_000, seed: i)).ToArray();
        using var cancel = new CancellationTokenSource();
        world.Observer.OnCopied = () =>
        {
            if (world.Observer.InPlace.Count == 2) cancel.Cancel();
        };

        var report = await world.CopyAsync(cancel.Token, blobs);

        world.Stores[0].Objects.Count.ShouldBe(2);
        report.Destinations[0].Copied.ShouldBe(new CopyTotals(2, 2_000));
        report.Destinations[0].Held.Count.ShouldBe(2);
        report.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_CancelledInAListing_SaysThatItWasNotListed()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000);
        world.Stores[0].Objects[CopyWorld.KeyOf(blob)] = world.Source.Of(blob);

        var report = await world.CopyAsync(new CancellationToken(canceled: true), blob);

        report.Destinations[0].Failure!.Message.ShouldBe("store-0: the run was ended before it was listed");
        report.Destinations[0].Held.ShouldBeEmpty();
        world.Source.OpenedInAll.ShouldBe(0);
    }

    [Fact]
    public async Task Copy_CancelledInAWait_DoesNotWaitOn()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000);
        var time = new ManualTime();
        using var cancel = new CancellationTokenSource();
        world.Stores[0].OnWay = (_, _) => throw new StoreException("busy", isTransient: true);

        var copying = new BlobCopier(world.Options, time).CopyAsync([blob], [world.Stores[0].AsDestination()], dryRun: false, world.Observer, cancel.Token);
        await time.ArmedAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        cancel.Cancel();

        (await copying).Failures.ShouldBeEmpty();
        world.Stores[0].Puts.Count.ShouldBe(1);
    }
}
