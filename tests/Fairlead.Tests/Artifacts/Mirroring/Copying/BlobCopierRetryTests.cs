using System.Net;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

public sealed class BlobCopierRetryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Copy_DestinationThatFailsForAWhile_IsServedAloneLater(int stores)
    {
        var world = new CopyWorld(stores);
        var blob = world.Source.Add(8_000);
        world.Stores[^1].OnWay = (put, _) =>
            put is { Attempt: < 3, Taken: > 0 } ? throw new StoreException("busy", isTransient: true) : Task.CompletedTask;

        var report = await world.CopyAsync(blob);

        foreach (var store in world.Stores) world.ShouldHold(store, blob);
        world.Source.OpenedInAll.ShouldBe(3);
        report.Failures.ShouldBeEmpty();
        report.SecondReads.ShouldBe(0); // it had not fallen behind
        world.Stores[^1].Puts.Count.ShouldBe(3);
        world.Stores[..^1].ShouldAllBe(store => store.Puts.Count == 1);
        world.Observer.Retries.ShouldBe(["busy", "busy"]);
        world.Observer.Bytes.ShouldBe(stores * 8_000);
    }

    [Fact]
    public async Task Copy_DestinationThatGoesOnFailing_FailsAfterItsAttempts()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(8_000);
        world.Stores[0].OnWay = (_, _) => throw new StoreException("busy", isTransient: true);

        var report = await world.CopyAsync(blob);

        world.Stores[0].Puts.Count.ShouldBe(world.Options.MaxAttempts);
        report.Failures.ShouldHaveSingleItem().Message.ShouldBe("busy");
        report.Destinations[0].Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Copy_RetryWaits_TwiceAsLongEachTimeByTheClock()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(8_000);
        var time = new ManualTime();
        world.Stores[0].OnWay = (put, _) => put.Attempt < 4 ? throw new StoreException("busy", isTransient: true) : Task.CompletedTask;

        var copying = new BlobCopier(world.Options, time).CopyAsync(
            [blob], [world.Stores[0].AsDestination()], dryRun: false, world.Observer, TestContext.Current.CancellationToken);
        foreach (var seconds in new[] { 1, 2, 4 })
        {
            await time.ArmedAsync(TimeSpan.FromSeconds(seconds / 2d), TimeSpan.FromSeconds(seconds));
            time.AdvanceToNext();
        }

        (await copying).Failures.ShouldBeEmpty();
        world.ShouldHold(world.Stores[0], blob);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Copy_SourceThatFailsForAWhile_IsAskedAgainForAll(int stores)
    {
        var world = new CopyWorld(stores);
        var blob = world.Source.Add(8_000);
        world.Source.OnOpen = (content, number) => number < 3 ? throw new RegistryException("503", HttpStatusCode.ServiceUnavailable) : new ScriptedStream(content, 100);

        var report = await world.CopyAsync(blob);

        foreach (var store in world.Stores) world.ShouldHold(store, blob);
        world.Source.OpenedInAll.ShouldBe(3);
        report.Read.ShouldBe(new CopyTotals(1, 8_000));
        world.Observer.Retries.Count.ShouldBe(2 * stores);
    }

    [Fact]
    public async Task Copy_LocationThatHasItNot_IsPassedOverWithoutAnAttempt()
    {
        var world = new CopyWorld(stores: 1) { Options = new() { Jobs = 1, MaxAttempts = 1 } };
        var blob = world.Source.Add(8_000);
        var empty = new MemorySource("empty.test");
        var closed = new MemorySource("closed.test") { OnOpen = (_, _) => throw new RegistryException("forbidden", HttpStatusCode.Forbidden) };
        closed.Add(world.Source.Of(blob));

        var report = await world.CopyAsync(blob with { Locations = [empty.At, closed.At, world.Source.At] });

        world.ShouldHold(world.Stores[0], blob);
        world.Observer.Retries.ShouldBeEmpty();
        report.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_NoLocationLeft_FailsWithoutMoreAttempts()
    {
        var world = new CopyWorld(stores: 2);
        var blob = world.Source.Add(8_000);
        world.Source.OnOpen = (_, _) => throw new RegistryException("registry.test: forbidden", HttpStatusCode.Forbidden);

        var report = await world.CopyAsync(blob);

        world.Source.OpenedInAll.ShouldBe(1);
        report.Failures.Count.ShouldBe(2);
        report.Failures.ShouldAllBe(failure => failure.Message == "registry.test: forbidden");
    }

    [Fact]
    public async Task Copy_SourceThatFailsAlways_GivesNoDestinationUp()
    {
        var world = new CopyWorld(stores: 1) { Options = new() { Jobs = 1, MaxFailuresInARow = 2 } };
        var blobs = Enumerable.Range(1, 9).Select(i => world.Source.Add(100, seed: i)).ToArray();
        world.Source.OnOpen = (_, _) => null;

        var report = await world.CopyAsync(blobs);

        report.Destinations[0].Failure.ShouldBeNull();
        report.Failures.Count.ShouldBe(9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_DestinationThatIsDead_IsGivenUpAndCostsNoMoreReads(bool isTransient)
    {
        var world = new CopyWorld(stores: 1) { Options = new() { Jobs = 1, MaxFailuresInARow = 3 } };
        var blobs = Enumerable.Range(1, 100).Select(i => world.Source.Add(100, seed: i)).ToArray();
        world.Stores[0].OnWay = (_, _) => throw new StoreException("access denied", isTransient);

        var report = await world.CopyAsync(blobs);

        report.Failures.Select(failure => failure.Digest).ShouldBe(blobs.Select(blob => blob.Digest), ignoreOrder: true);
        report.Destinations[0].Failure!.Message.ShouldBe("store-0: given up after 3 blobs in a row, the last with: access denied");
        if (!isTransient) world.Source.OpenedInAll.ShouldBe(3);
        world.Source.OpenedInAll.ShouldBeLessThanOrEqualTo(100 * world.Options.MaxAttempts);
        report.Failures.Count(failure => failure.Message == report.Destinations[0].Failure!.Message).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Copy_DeadDestinationBesideAHealthyOne_TakesNothingFromIt()
    {
        var world = new CopyWorld(stores: 2) { Options = new() { Jobs = 2, MaxFailuresInARow = 3 } };
        var blobs = Enumerable.Range(1, 50).Select(i => world.Source.Add(100, seed: i)).ToArray();
        world.Stores[0].OnWay = (_, _) => throw new StoreException("access denied", isTransient: false);

        var report = await world.CopyAsync(blobs);

        world.ShouldHold(world.Stores[1], blobs);
        report.Failures.Count.ShouldBe(50);
        report.Failures.ShouldAllBe(failure => failure.Destination == "store-0");
        world.Source.OpenedInAll.ShouldBeLessThan(100);
        world.Stores[0].Puts.Count.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task Copy_FailuresWithSuccessesBetween_GiveNobodyUp()
    {
        var world = new CopyWorld(stores: 1) { Options = new() { Jobs = 1, MaxFailuresInARow = 2 } };
        var blobs = Enumerable.Range(1, 20).Select(i => world.Source.Add(100 + i, seed: i)).ToArray(); // the largest first
        world.Stores[0].OnWay = (put, _) => put.Options.Size % 2 == 0 ? throw new StoreException("not this one", isTransient: false) : Task.CompletedTask;

        var report = await world.CopyAsync(blobs);

        report.Destinations[0].Failure.ShouldBeNull();
        report.Destinations[0].Copied.Blobs.ShouldBe(10);
        report.Failures.Count.ShouldBe(10);
    }
}
