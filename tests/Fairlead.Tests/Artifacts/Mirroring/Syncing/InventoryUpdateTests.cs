using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Mirroring.Syncing;

public sealed class InventoryUpdateTests
{
    private const string Key = "containers/inventory";
    private static readonly Digest s_first = Digest.Of("first"u8);
    private static readonly Digest s_second = Digest.Of("second"u8);
    private static readonly Digest s_third = Digest.Of("third"u8);

    private readonly VersionedStore _store = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_NothingWasThere_WritesWhatIsHeldWithItsRepositories()
    {
        Hold(s_first, s_second);
        var outcome = await UpdateAsync(_store, copied: 1, Wanted(s_first, "team/app", "team/tools"), Wanted(s_third, "team/app"));
        outcome.ShouldBe(new InventoryOutcome(Key, InventoryState.Written, 2));
        var inventory = Read(_store);
        inventory.Written.ShouldBe(_time.GetUtcNow());
        Entries(inventory).ShouldBe([(s_first, "team/app team/tools"), (s_second, "")], ignoreOrder: true);
    }

    [Fact]
    public async Task WriteAsync_OldInventory_GivesItsRepositoriesForWhatIsStillThere()
    {
        Write(_store, (s_first, ["old/app", "team/app"]), (s_third, ["old/gone"]));
        Hold(s_first, s_second);
        await UpdateAsync(_store, copied: 0, Wanted(s_first, "team/app"));
        var inventory = Read(_store);
        Entries(inventory).ShouldBe([(s_first, "old/app team/app"), (s_second, "")], ignoreOrder: true);
        inventory.Repositories.ShouldNotContain("old/gone");
    }

    [Fact]
    public async Task WriteAsync_NothingWasCopied_ListsNotAgain()
    {
        Hold(s_first);
        (await UpdateAsync(_store, copied: 0)).State.ShouldBe(InventoryState.Written);
        _store.Calls.ShouldBe(["find", "put"]);
        _store.Calls.Clear();
        (await UpdateAsync(_store, copied: 1)).State.ShouldBe(InventoryState.Written);
        _store.Calls.ShouldBe(["find", "open", "find", "list", "put"]); // it is the same one still: not read twice
    }

    [Fact]
    public async Task WriteAsync_RefusedOnceWhileNobodyWrote_TriesAgainWithoutListingAgain()
    {
        Hold(s_first);
        Write(_store, (s_first, []));
        _store.Refusals = 1;
        (await UpdateAsync(_store, copied: 1)).State.ShouldBe(InventoryState.Written);
        _store.Calls.Count(call => call == "list").ShouldBe(1);
        _store.Calls.Count(call => call == "put").ShouldBe(2);
    }

    [Fact]
    public async Task WriteAsync_StoreFailsInPassing_TriesAgain()
    {
        Hold(s_first);
        _store.Failures.Enqueue(new StoreException("slow down", isTransient: true));
        (await UpdateAsync(_store, copied: 1)).State.ShouldBe(InventoryState.Written);
        Read(_store).Count.ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_StoreFailsForGood_SaysWhyWithoutTryingAgain()
    {
        Hold(s_first);
        _store.Failures.Enqueue(new StoreException("no permission", isTransient: false));
        var outcome = await UpdateAsync(_store, copied: 1);
        (outcome.State, outcome.Failure).ShouldBe((InventoryState.Failed, "no permission"));
        _store.Calls.Count(call => call == "put").ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteAsync_AnotherRunWritesMeanwhile_ListsAgainAndKnowsBoth(bool hasETags)
    {
        var store = new VersionedStore { HasETags = hasETags };
        store[KeyOf(s_first)] = new byte[3];
        if (!hasETags) Write(store, (s_first, []));
        var update = new InventoryUpdate(new Destination(store, KeyTemplate.Default), Key, _time);
        await update.ReadAsync(Cancel);
        // The other one puts a blob and writes its inventory, after our listing.
        store[KeyOf(s_second)] = new byte[3];
        Write(store, (s_first, []), (s_second, ["other/app"]));
        var report = Report(store, copied: 0, s_first);
        (await update.WriteAsync(report, [Wanted(s_first, "team/app")], Cancel)).State.ShouldBe(InventoryState.Written);
        Entries(Read(store)).ShouldBe([(s_first, "team/app"), (s_second, "other/app")], ignoreOrder: true);
    }

    [Fact]
    public async Task WriteAsync_OthersWriteAllTheTime_GivesUpAndSaysThatTheyDid()
    {
        Hold(s_first);
        _store.BeforePut = _ =>
        {
            Write(_store, (s_first, []));
            return Task.CompletedTask;
        };
        (await UpdateAsync(_store, copied: 1)).ShouldBe(new InventoryOutcome(Key, InventoryState.WrittenByOthers));
    }

    [Fact]
    public async Task WriteAsync_ManyAtOnce_TheLastOneKnowsAll()
    {
        const int runs = 6;
        var blobs = Enumerable.Range(0, runs).Select(i => Digest.Of(BitConverter.GetBytes(i))).ToArray();
        var outcomes = await Task.WhenAll(blobs.Select(blob => Task.Run(async () =>
        {
            var update = new InventoryUpdate(new Destination(_store, KeyTemplate.Default), Key, _time);
            await update.ReadAsync(Cancel);
            var report = Report(_store, copied: 1, blob);
            _store[KeyOf(blob)] = new byte[3];
            return await update.WriteAsync(report, [], Cancel);
        }, Cancel)));
        outcomes.ShouldAllBe(outcome => outcome.State == InventoryState.Written || outcome.State == InventoryState.WrittenByOthers);
        Read(_store).Entries.Select(entry => entry.Digest).ShouldBe(blobs, ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an inventory at all, but longer than its header would be")]
    public async Task WriteAsync_OldOneCantBeRead_IsReplacedWithAWarning(string content)
    {
        Hold(s_first);
        _store[Key] = System.Text.Encoding.ASCII.GetBytes(content);
        var outcome = await UpdateAsync(_store, copied: 0);
        outcome.State.ShouldBe(InventoryState.Written);
        outcome.Warning.ShouldNotBeNull().ShouldContain("the old inventory containers/inventory could not be read, and is replaced: ");
        Read(_store).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-30, 1)] // another machine's clock is ahead
    [InlineData(-3600, 120 - 3600)] // or wrong: then no redirector takes either
    [InlineData(2, 2)]
    public async Task WriteAsync_OldInventory_TheNewOneIsLaterWhateverTheClockSays(int secondsSince, int secondsLater)
    {
        Hold(s_first);
        var then = _time.GetUtcNow();
        Write(_store, then, (s_first, []));
        var time = new ManualTime(then.AddSeconds(secondsSince));
        var update = new InventoryUpdate(new Destination(_store, KeyTemplate.Default), Key, time);
        await update.ReadAsync(Cancel);
        await update.WriteAsync(Report(_store, copied: 0, s_first), [], Cancel);
        Read(_store).Written.ShouldBe(then.AddSeconds(secondsLater));
    }

    [Fact]
    public async Task WriteAsync_SomethingOfAnotherSizeLiesThere_IsNotNamed()
    {
        Hold(s_first, s_second);
        _store[KeyOf(s_second)] = new byte[2];
        await UpdateAsync(_store, copied: 1, Wanted(s_first, "team/app"), Wanted(s_second, "team/app"));
        Read(_store).Digests.ToArray().ShouldBe([s_first]);
    }

    [Fact]
    public async Task WriteAsync_StoreListsASizeThatNoBlobHas_IsNotNamed()
    {
        var update = new InventoryUpdate(new Destination(_store, KeyTemplate.Default), Key, _time);
        await update.ReadAsync(Cancel);
        var held = new Dictionary<Digest, long> { [s_first] = 3, [s_second] = InventoryLimits.Size + 1 };
        var report = new DestinationReport(new Destination(_store, KeyTemplate.Default), held, default, default, null);
        (await update.WriteAsync(report, [], Cancel)).State.ShouldBe(InventoryState.Written);
        Read(_store).Digests.ToArray().ShouldBe([s_first]);
    }

    [Fact]
    public async Task WriteAsync_OldOneCouldNotBeReadAtFirst_IsReadAgainAndItsRepositoriesStay()
    {
        Hold(s_first);
        Write(_store, (s_first, ["old/app"]));
        _store.OpenFailures = 1;
        (await UpdateAsync(_store, copied: 1)).State.ShouldBe(InventoryState.Written);
        Entries(Read(_store)).ShouldBe([(s_first, "old/app")]);
    }

    [Fact]
    public async Task WriteAsync_StoreRefuses_FailsWithItsMessage()
    {
        Hold(s_first);
        _store.BeforePut = _ => throw new StoreException("memory: no right to put", isTransient: false);
        (await UpdateAsync(_store, copied: 0)).ShouldBe(new InventoryOutcome(Key, InventoryState.Failed, 0, null, "memory: no right to put"));
        _store[Key].ShouldBeNull();
    }

    [Fact]
    public async Task WriteAsync_DestinationThatCouldNotBeListed_IsLeftAlone()
    {
        var update = new InventoryUpdate(new Destination(_store, KeyTemplate.Default), Key, _time);
        var report = Report(_store, copied: 0) with { Failure = new StoreException("down", isTransient: true) };
        (await update.WriteAsync(report, [], Cancel)).State.ShouldBe(InventoryState.LeftAlone);
        _store.Calls.ShouldBeEmpty();
    }

    private static string KeyOf(Digest digest) => KeyTemplate.Default.KeyOf(digest);

    private static WantedBlob Wanted(Digest digest, params string[] repositories) =>
        new(digest, 3, [.. repositories.Select(repository => new BlobLocation(null!, repository))]);

    private static DestinationReport Report(VersionedStore store, long copied, params Digest[] held) => new(
        new Destination(store, KeyTemplate.Default), held.ToDictionary(digest => digest, _ => 3L), default, new CopyTotals(copied, copied), null);

    private static Inventory Read(VersionedStore store) => InventoryFile.Read(new MemoryStream(store[Key].ShouldNotBeNull()));

    private static List<(Digest, string)> Entries(Inventory inventory) =>
        [.. inventory.Entries.Select(entry => (entry.Digest, string.Join(' ', entry.Repositories)))];

    private void Hold(params Digest[] digests)
    {
        foreach (var digest in digests) _store[KeyOf(digest)] = new byte[3];
    }

    private void Write(VersionedStore store, params (Digest Digest, string[] Repositories)[] blobs) => Write(store, _time.GetUtcNow(), blobs);

    private static void Write(VersionedStore store, DateTimeOffset written, params (Digest Digest, string[] Repositories)[] blobs)
    {
        var builder = new InventoryBuilder();
        foreach (var (digest, repositories) in blobs) builder.Add(digest, 3, repositories);
        using var content = new MemoryStream();
        InventoryFile.Write(builder.Build(written), content);
        store[Key] = content.ToArray();
    }

    private async Task<InventoryOutcome> UpdateAsync(VersionedStore store, long copied, params WantedBlob[] walked)
    {
        var update = new InventoryUpdate(new Destination(store, KeyTemplate.Default), Key, _time);
        await update.ReadAsync(Cancel);
        var held = new[] { s_first, s_second, s_third }.Where(digest => store[KeyOf(digest)] is not null).ToArray();
        return await update.WriteAsync(Report(store, copied, held), walked, Cancel);
    }
}
