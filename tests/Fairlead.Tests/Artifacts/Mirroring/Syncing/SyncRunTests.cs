using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Cli;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Mirroring.Syncing;

public sealed class SyncRunTests : IAsyncLifetime
{
    private SyncWorld _world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await SyncWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task RunAsync_TwoAtOnceToOneStore_BothAreGoodAndAllIsThere()
    {
        var reports = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunAsync(new SyncOptions(), new Watcher(), Cancel), Cancel)));
        reports.ShouldAllBe(report => report.IsGood);
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
        _world.Inventory("a").Digests.ToArray().ShouldBe(_world.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_ShardsAtOnce_FillTheStoreWithNoBlobReadTwice()
    {
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(shard => Task.Run(() => RunAsync(new SyncOptions { Shard = new Shard(shard, 4) }, new Watcher(), Cancel), Cancel)));
        reports.ShouldAllBe(report => report.IsGood);
        reports.Sum(report => report.Read.Blobs).ShouldBe(_world.Blobs.Count());
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_ShardsAtOnceToABucket_TheInventoryKnowsAllInTheEnd()
    {
        await using var s3 = await FakeS3.StartAsync("paris");
        StoreUrl.TryParse(s3.Url("paris"), out var url, out var problem).ShouldBeTrue(problem);
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(shard =>
            Task.Run(() => RunAsync(new SyncOptions { Shard = new Shard(shard, 4) }, new Watcher(), Cancel, url), Cancel)));
        reports.ShouldAllBe(report => report.IsGood);
        var inventory = InventoryFile.Read(new MemoryStream(s3.Buckets["paris"].Objects["containers/inventory"].Content));
        inventory.Digests.ToArray().ShouldBe(_world.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_ManifestOfMoreBytesThanANumberHolds_IsCountedUpToThat()
    {
        const int count = 9000; // of 2^50 bytes each: more than 2^63
        var layers = Enumerable.Range(0, count).Select(i => $$"""{"mediaType":"{{OciMediaType.Layer}}","digest":"{{Digest.Of(BitConverter.GetBytes(i))}}","size":{{Descriptor.MaxSize}}}""");
        var manifest = TestManifests.Image(TestManifests.Config("huge"), layers);
        _world.Content.AddManifest(SyncWorld.Repository, manifest);
        _world.Content.Tag(SyncWorld.Repository, "huge", manifest.Digest);
        var report = await RunAsync(new SyncOptions { DryRun = true }, new Watcher(), Cancel, tag: null);
        var wanted = new CopyTotals(_world.Blobs.Count() + count + 1, long.MaxValue);
        (report.IsGood, report.Wanted, report.Destinations.Single().Lacking).ShouldBe((true, wanted, wanted));
    }

    [Fact]
    public async Task RunAsync_InterruptedWhileCopying_SaysWhatWasPutAndTheNextRunGoesOn()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var options = new SyncOptions { Copy = new CopyOptions { Jobs = 1 } };
        var report = await RunAsync(options, new Watcher { OnCopied = () => stop.Cancel() }, stop.Token);
        (report.IsInterrupted, report.IsGood).ShouldBe((true, false));
        var held = _world.Held("a").ToList();
        held.Count.ShouldBeInRange(1, _world.Blobs.Count() - 1);
        report.Destinations.Single().Copied.Blobs.ShouldBe(held.Count);
        report.Destinations.Single().Inventory.State.ShouldBe(InventoryState.LeftAlone);
        File.Exists(_world.File("a/containers/inventory")).ShouldBeFalse();

        var next = await RunAsync(options, new Watcher(), Cancel);
        next.IsGood.ShouldBeTrue();
        next.Destinations.Single().Present.Blobs.ShouldBe(held.Count);
        _world.Held("a").ShouldBe(_world.Blobs, ignoreOrder: true);
    }

    [Theory]
    [InlineData(SyncPhase.Walking)]
    [InlineData(SyncPhase.Listing)]
    public async Task RunAsync_InterruptedBefore_HasPutNothing(SyncPhase phase)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var report = await RunAsync(new SyncOptions(), new Watcher { OnEntered = entered => { if (entered == phase) stop.Cancel(); } }, stop.Token);
        report.IsInterrupted.ShouldBeTrue();
        report.Destinations.Single().Copied.ShouldBe(default);
        _world.Files("a").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_InterruptedBeforeTheInventory_TellsAllThatWasPut()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var report = await RunAsync(new SyncOptions(), new Watcher { OnEntered = entered => { if (entered == SyncPhase.WritingInventories) stop.Cancel(); } }, stop.Token);
        report.IsInterrupted.ShouldBeTrue();
        report.Destinations.Single().Copied.Blobs.ShouldBe(_world.Blobs.Count());
        File.Exists(_world.File("a/containers/inventory")).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_Good_GoesThroughThePhasesInOrder()
    {
        var watcher = new Watcher();
        await RunAsync(new SyncOptions(), watcher, Cancel);
        watcher.Phases.ShouldBe([SyncPhase.Walking, SyncPhase.Listing, SyncPhase.Copying, SyncPhase.WritingInventories]);
    }

    [Fact]
    public async Task RunAsync_KilledRunLeftAnUpload_IsAbortedButNotByADryRun()
    {
        await using var s3 = await FakeS3.StartAsync("paris");
        s3.Buckets["paris"].AddUpload(KeyTemplate.Default.KeyOf(_world.Blobs.First()), DateTimeOffset.UtcNow.AddDays(-2));
        StoreUrl.TryParse(s3.Url("paris"), out var url, out _).ShouldBeTrue();
        await RunAsync(new SyncOptions { DryRun = true }, new Watcher(), Cancel, url);
        s3.Buckets["paris"].Uploads.Count.ShouldBe(1);
        (await RunAsync(new SyncOptions(), new Watcher(), Cancel, url)).Destinations.Single().Warning.ShouldBeNull();
        s3.Buckets["paris"].Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_LeftoversMayNotBeListed_IsAWarning()
    {
        await using var s3 = await FakeS3.StartAsync("paris");
        s3.Fault = request => request.Query.ContainsKey("uploads") ? FakeS3Fault.AccessDenied : null;
        StoreUrl.TryParse(s3.Url("paris"), out var url, out _).ShouldBeTrue();
        var report = await RunAsync(new SyncOptions(), new Watcher(), Cancel, url);
        report.IsGood.ShouldBeTrue();
        report.Destinations.Single().Warning!.ShouldContain("s3:ListBucketMultipartUploads");
    }

    private async Task<SyncReport> RunAsync(SyncOptions options, ISyncObserver observer, CancellationToken cancel, StoreUrl? to = null, string? tag = "v1")
    {
        using var registries = new RegistryClients(new RegistryClientOptions { PlainHttp = new HashSet<string> { _world.Host } }, TimeProvider.System);
        var source = new ImageSource(new ImageReference(_world.Host, SyncWorld.Repository, tag, null), Selection.All);
        var job = new SyncJob("", [source], [new SyncDestination(to ?? _world.Url("a"), SyncDestination.DefaultInventoryKey)]);
        return await new SyncRun(registries, options, TimeProvider.System).RunAsync(job, observer, cancel);
    }

    private sealed class Watcher : ISyncObserver
    {
        public Action? OnCopied { get; init; }

        public Action<SyncPhase>? OnEntered { get; init; }

        public List<SyncPhase> Phases { get; } = [];

        public void Entered(SyncPhase phase)
        {
            Phases.Add(phase);
            OnEntered?.Invoke(phase);
        }

        public void LeftAlone(string store, string message)
        {
        }

        public void Found(long images, long blobs)
        {
        }

        public void Failed(WalkFailure failure)
        {
        }

        public void Planned(CopyTotals lacking)
        {
        }

        public void Advanced(Destination destination, int bytes)
        {
        }

        public void Copied(WantedBlob blob, Destination destination) => OnCopied?.Invoke();

        public void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid)
        {
        }

        public void Failed(CopyFailure failure)
        {
        }
    }
}
