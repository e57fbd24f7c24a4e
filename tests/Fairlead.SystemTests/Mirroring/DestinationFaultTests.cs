using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>What a destination may do to who fills it. One that fails holds up no other.</summary>
public sealed class DestinationFaultTests(SharedGateway gateway, MirrorSources sources) : IAsyncLifetime
{
    private MirrorStage? _stage;

    private MirrorStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await MirrorStage.StartAsync(gateway, sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Fact]
    public async Task Sync_WrongKeys_ExitCodeOneSayingWhichStoreAndTheOtherOneIsFilled()
    {
        var bucket = await Stage.BucketAsync();
        var folder = Stage.Operator.WithWrongKeys().Folder("mirror");

        var result = (await Stage.SyncAsync([Stage.Image(MirrorImages.Tool)], [bucket.StoreUrl, $"file://{folder}"])).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain($"s3://{bucket.Name}");
        (await bucket.KeysAsync()).ShouldBeEmpty();
        MirrorFolder.Blobs(folder).ShouldBe(Stage.Images.ToolImage.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task Sync_NoSuchBucket_ExitCodeOneSayingWhichStoreAndTheOtherOneIsFilled()
    {
        var bucket = await Stage.BucketAsync();
        var nowhere = bucket.StoreUrl.Replace(bucket.Name, "no-such-bucket", StringComparison.Ordinal);

        var result = (await Stage.SyncAsync([Stage.Image(MirrorImages.Tool)], [nowhere, bucket.StoreUrl])).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain("s3://no-such-bucket");
        await bucket.ShouldHoldAsync(Stage.Images.ToolImage.Blobs);
    }

    [Fact]
    public async Task Sync_DiesInMidUploadAndComesBack_EveryBlobWhole()
    {
        var bucket = await Stage.BucketAsync();
        using var proxy = new CuttingProxy((await gateway.StartedAsync()).Url, bytes: 3_000_000, refusals: 2);

        (await Stage.SyncAsync([Stage.Image(MirrorImages.Large)], [bucket.StoreUrlAt(proxy.Url)])).Succeeded();

        proxy.HasDied.ShouldBeTrue("it was in the middle of the large layer");
        proxy.Refused.ShouldBe(2);
        await bucket.ShouldHoldAsync(Stage.Images.LargeImage.Blobs);
    }

    [Fact]
    public async Task Sync_DiesInMidUploadForGood_NothingHalfDoneAndTheNextRunFinishes()
    {
        var bucket = await Stage.BucketAsync();
        IEnumerable<string> image = [Stage.Image(MirrorImages.Large)];
        using (var proxy = new CuttingProxy((await gateway.StartedAsync()).Url, bytes: 3_000_000, refusals: int.MaxValue))
            (await Stage.SyncAsync(image, [bucket.StoreUrlAt(proxy.Url)])).ExitedWith(1);
        (await bucket.BlobsAsync()).ShouldNotContain(Stage.Images.LargeImage.Blobs[^1]);
        await bucket.ShouldBeTrueToNameAsync();

        (await Stage.SyncAsync(image, [bucket.StoreUrl])).Succeeded();

        await bucket.ShouldHoldAsync(Stage.Images.LargeImage.Blobs);
    }

    [Fact]
    public async Task Sync_FullDisk_WhatFitsIsWholeTheRestIsReportedAndComesWhenThereIsRoom()
    {
        var folder = Stage.Operator.Folder("small");
        IReadOnlyList<string> sync = [.. Stage.SyncArguments([Stage.Image(MirrorImages.Tool), Stage.Image(MirrorImages.Large)], [$"file://{folder}"])];
        var blobs = MirrorImages.Of(Stage.Images.ToolImage, Stage.Images.LargeImage);

        var result = (await SmallDisk.RunAsync(Stage.Operator, folder, [await FairleadProgram.PathAsync(), "sync", .. sync])).ExitedWith(1);

        var whole = MirrorFolder.Blobs(folder);
        MirrorFolder.Files(folder).Count(file => file != S3Bucket.Inventory).ShouldBe(whole.Count, "nothing half done is left");
        // A small one that came while the disk was full of the large one may be among them.
        var lacking = blobs.Except(whole).ToList();
        lacking.ShouldContain(Stage.Images.LargeImage.Blobs[^1]);
        foreach (var blob in lacking) $"{result.Output}{result.Error}".ShouldContain(blob.ToString());

        (await Stage.Operator.SyncAsync(sync)).Succeeded();
        MirrorFolder.Blobs(folder).ShouldBe(blobs, ignoreOrder: true);
    }
}
