using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

public sealed class BlobCopierListingTests
{
    [Fact]
    public async Task Copy_WhatADestinationHolds_IsNotReadAndIsReported()
    {
        var world = new CopyWorld(stores: 2);
        var blob = world.Source.Add(1_000);
        var other = Digest.Of("nobody wants it"u8);
        foreach (var store in world.Stores) store.Objects[CopyWorld.KeyOf(blob)] = world.Source.Of(blob);
        world.Stores[0].Objects[KeyTemplate.Default.KeyOf(other)] = new byte[5];
        world.Stores[0].Objects["containers/images/README"] = new byte[7];
        world.Stores[0].Objects["containers/inventory"] = new byte[7];

        var report = await world.CopyAsync(blob);

        world.Source.OpenedInAll.ShouldBe(0);
        world.Stores.ShouldAllBe(store => store.Puts.IsEmpty && store.Listings == 1);
        report.Wanted.ShouldBe(new CopyTotals(1, 1_000));
        report.Read.ShouldBe(default);
        report.Destinations.ShouldAllBe(one => one.Present == new CopyTotals(1, 1_000) && one.Copied == default && one.Lacking == default);
        report.Destinations[0].Held.ShouldBe(new Dictionary<Digest, long> { [blob.Digest] = 1_000, [other] = 5 }, ignoreOrder: true);
        world.Observer.Lacking.ShouldBe(default);
    }

    [Fact]
    public async Task Copy_WrongSize_IsOverwritten()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000);
        world.Stores[0].Objects[CopyWorld.KeyOf(blob)] = new byte[999];

        var report = await world.CopyAsync(blob);

        world.ShouldHold(world.Stores[0], blob);
        world.Stores[0].Puts.ShouldHaveSingleItem().Options.OnlyIfAbsent.ShouldBeFalse();
        report.Destinations[0].Copied.ShouldBe(new CopyTotals(1, 1_000));
        report.Destinations[0].Held[blob.Digest].ShouldBe(1_000);
    }

    [Fact]
    public async Task Copy_WrongSizeThatCanNotBeMended_IsNotAmongWhatIsHeld()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000);
        world.Source.OnOpen = (_, _) => null;
        world.Stores[0].Objects[CopyWorld.KeyOf(blob)] = new byte[999];

        var report = await world.CopyAsync(blob);

        report.Destinations[0].Held.ShouldBeEmpty();
        report.Failures.ShouldHaveSingleItem().ShouldBe(new CopyFailure(blob.Digest, "team/app", "store-0", "registry.test has no such blob") { IsOfSource = true });
    }

    [Fact]
    public async Task Copy_ObjectKnownToBeWrong_IsOverwrittenThere()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000);
        world.Stores[0].Objects[CopyWorld.KeyOf(blob)] = new byte[1_000];
        var destination = world.Stores[0].AsDestination() with { Wrong = new HashSet<Digest> { blob.Digest } };

        await new BlobCopier(world.Options, new HurriedTime())
            .CopyAsync([blob], [destination], dryRun: false, world.Observer, TestContext.Current.CancellationToken);

        world.ShouldHold(world.Stores[0], blob);
    }

    [Fact]
    public async Task Copy_DestinationThatCanNotBeListed_IsLeftAloneAndOthersGoOn()
    {
        var world = new CopyWorld(stores: 2);
        var blob = world.Source.Add(1_000);
        world.Stores[0].Objects[CopyWorld.KeyOf(blob)] = world.Source.Of(blob);
        world.Stores[0].ListFailure = new StoreException("store-0: no such bucket", isTransient: false);

        var report = await world.CopyAsync(blob);

        world.Stores[0].Puts.ShouldBeEmpty();
        world.ShouldHold(world.Stores[1], blob);
        report.Destinations[0].Failure!.Message.ShouldBe("store-0: no such bucket");
        report.Destinations[0].Held.ShouldBeEmpty(); // half a listing is none
        report.Destinations[1].Failure.ShouldBeNull();
        report.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_ListingThatFailsInAnUnforeseenWay_IsThatDestinationsFailure()
    {
        var world = new CopyWorld(stores: 2);
        var blob = world.Source.Add(1_000);
        world.Stores[0].ListFailure = new HttpRequestException("connection refused");

        var report = await world.CopyAsync(blob);

        world.ShouldHold(world.Stores[1], blob);
        report.Destinations[0].Failure!.Message.ShouldBe("store-0: it can't be listed: connection refused");
    }

    [Fact]
    public async Task Copy_DryRun_ListsAndCountsOnly()
    {
        var world = new CopyWorld(stores: 2);
        var (held, lacking) = (world.Source.Add(1_000), world.Source.Add(2_000));
        foreach (var store in world.Stores) store.Objects[CopyWorld.KeyOf(held)] = world.Source.Of(held);

        var report = await new BlobCopier(world.Options, new HurriedTime()).CopyAsync(
            [held, lacking], [.. world.Stores.Select(store => store.AsDestination())], dryRun: true, world.Observer, TestContext.Current.CancellationToken);

        world.Source.OpenedInAll.ShouldBe(0);
        world.Stores.ShouldAllBe(store => store.Puts.IsEmpty);
        world.Observer.Lacking.ShouldBe(new CopyTotals(2, 4_000));
        report.Destinations.ShouldAllBe(one => one.Lacking == new CopyTotals(1, 2_000) && one.Present == new CopyTotals(1, 1_000));
        report.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_UnknownSize_IsAskedForFirst()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000) with { Size = -1 };

        var report = await world.CopyAsync(blob);

        world.ShouldHold(world.Stores[0], blob);
        world.Stores[0].Puts.ShouldHaveSingleItem().Options.Size.ShouldBe(1_000);
        report.Destinations[0].Copied.ShouldBe(new CopyTotals(1, 1_000));
        report.Destinations[0].Held[blob.Digest].ShouldBe(1_000);
        world.Observer.InPlace.ShouldHaveSingleItem().Blob.Size.ShouldBe(1_000);
    }

    [Theory]
    [InlineData(null, "registry.test has no such blob")]
    [InlineData(-1L, "registry.test doesn't say how large it is")]
    public async Task Copy_SizeThatNobodySays_Fails(long? answer, string message)
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000) with { Size = -1 };
        world.Source.OnSize = _ => answer;

        var report = await world.CopyAsync(blob);

        report.Failures.ShouldHaveSingleItem().Message.ShouldBe(message);
        world.Source.OpenedInAll.ShouldBe(0);
    }

    [Fact]
    public async Task Copy_ObjectThatAppearedMeanwhile_CountsAsPresent()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000);
        world.Stores[0].OnWay = (put, _) =>
        {
            world.Stores[0].Objects[put.Key] = world.Source.Of(blob);
            return Task.CompletedTask;
        };

        var report = await world.CopyAsync(blob);

        world.Stores[0].Puts.ShouldHaveSingleItem().Options.OnlyIfAbsent.ShouldBeTrue();
        report.Destinations[0].ShouldSatisfyAllConditions(
            one => one.Copied.ShouldBe(default),
            one => one.Present.ShouldBe(new CopyTotals(1, 1_000)),
            one => one.Held[blob.Digest].ShouldBe(1_000));
        report.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_WrongObjectThatAppearedMeanwhile_IsOverwritten()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(1_000);
        world.Stores[0].OnWay = (put, _) =>
        {
            if (put.Attempt == 1) world.Stores[0].Objects[put.Key] = new byte[3];
            return Task.CompletedTask;
        };

        var report = await world.CopyAsync(blob);

        world.ShouldHold(world.Stores[0], blob);
        report.Destinations[0].Copied.ShouldBe(new CopyTotals(1, 1_000));
        world.Observer.Retries.ShouldHaveSingleItem().ShouldContain("somebody else put one of 3 bytes there");
    }
}
