using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>Kill -9 in the middle, an interrupt, and two runs at once: nothing wrong is left, and the next run does what is left to do.</summary>
public sealed class InterruptedSyncTests(SharedGateway gateway, MirrorSources sources)
{
    private const int BeforeHanging = 12;
    private const int SignalExit = 128;

    [Fact]
    public async Task Kill_InTheMiddle_NothingWrongIsLeftAndTheNextRunCopiesTheRest()
    {
        await using var stage = await MirrorStage.StartAsync(gateway, sources);
        var bucket = await stage.BucketAsync();
        var folder = stage.Operator.Folder("mirror");
        IReadOnlyList<string> stores = [bucket.StoreUrl, $"file://{folder}"];

        await using (var proxy = await HangingAsync(stage))
        await using (var sync = await StartAsync(stage, proxy, bucket, stores))
            sync.Kill();
        (await bucket.BlobsAsync()).Count.ShouldBeLessThan(stage.Images.ManyImage.Blobs.Count);
        await bucket.ShouldBeTrueToNameAsync();
        var whole = MirrorFolder.Blobs(folder);
        whole.Count.ShouldBeLessThan(stage.Images.ManyImage.Blobs.Count);
        var had = await bucket.BlobsAsync();
        await bucket.Log.TakeAsync();

        (await stage.SyncAsync([stage.Image(MirrorImages.Many)], stores)).Succeeded();

        await bucket.ShouldHoldAsync(stage.Images.ManyImage.Blobs);
        var put = (await bucket.Log.TakeAsync()).Where(entry => entry.Method is "PUT" or "POST").Select(entry => entry.Target).ToList();
        put.ShouldNotContain(target => had.Any(blob => target.Contains(blob.ToString(), StringComparison.Ordinal)), "what was there is not copied again");
        MirrorFolder.Blobs(folder).ShouldBe(stage.Images.ManyImage.Blobs, ignoreOrder: true);
        MirrorFolder.Files(folder).Count(file => file != S3Bucket.Inventory).ShouldBe(stage.Images.ManyImage.Blobs.Count, "what the killed run left half done is gone");
    }

    [Fact]
    public async Task Interrupt_InTheMiddle_EndsSoonAndNothingWrongIsLeft()
    {
        await using var stage = await MirrorStage.StartAsync(gateway, sources);
        var bucket = await stage.BucketAsync();
        var folder = stage.Operator.Folder("mirror");
        await using var proxy = await HangingAsync(stage);
        await using var sync = await StartAsync(stage, proxy, bucket, [bucket.StoreUrl, $"file://{folder}"]);

        Signals.Send(sync.Id, Signals.Interrupt);

        (await sync.WaitForExitAsync(Eventually.Deadline)).ShouldBeOneOf(1, SignalExit + Signals.Interrupt);
        await bucket.ShouldBeTrueToNameAsync();
        var whole = MirrorFolder.Blobs(folder);
        MirrorFolder.Files(folder).Count(file => file != S3Bucket.Inventory).ShouldBe(whole.Count, "nothing half done is left");
    }

    [Fact]
    public async Task Sync_TwoAtOnceToOneBucket_BothSucceedAndEveryBlobIsWhole()
    {
        await using var stage = await MirrorStage.StartAsync(gateway, sources);
        var bucket = await stage.BucketAsync();
        using var other = new MirrorOperator();
        var folder = stage.Operator.Folder("mirror");
        var arguments = stage.SyncArguments([stage.Image(MirrorImages.Many), stage.Image(MirrorImages.Large)], [bucket.StoreUrl, $"file://{folder}"]).ToList();

        var results = await Task.WhenAll(stage.Operator.SyncAsync(arguments), other.SyncAsync(arguments));

        results.ShouldAllBe(result => result.ExitCode == 0, string.Join('\n', results.AsEnumerable()));
        var blobs = MirrorImages.Of(stage.Images.ManyImage, stage.Images.LargeImage);
        await bucket.ShouldHoldAsync(blobs);
        (await bucket.KeysAsync()).ShouldContain(S3Bucket.Inventory);
        MirrorFolder.Blobs(folder).ShouldBe(blobs, ignoreOrder: true);
        MirrorFolder.Files(folder).Count(file => file != S3Bucket.Inventory).ShouldBe(blobs.Count);
    }

    /// <summary>A registry that sends some blobs, and of each after those a half.</summary>
    private static async Task<RegistryProxy> HangingAsync(MirrorStage stage)
    {
        var sent = 0;
        return await RegistryProxy.StartAsync(
            stage.Registry, answer => answer.IsBlob && Interlocked.Increment(ref sent) > BeforeHanging ? answer.HangAsync() : Task.FromResult(false));
    }

    /// <summary>Starts a copy, and waits until some blobs are in the bucket; as the registry hangs, it stays in the middle.</summary>
    private static Task<ServerProcess> StartAsync(MirrorStage stage, RegistryProxy proxy, S3Bucket bucket, IEnumerable<string> stores) => stage.Operator.StartSyncAsync(
        () => Eventually.IsTrueAsync("some blobs in the bucket", async () => (await bucket.BlobsAsync()).Count >= BeforeHanging / 2),
        [
            "--from", $"{proxy.Registry}/{MirrorImages.Many}:{MirrorImages.Tag}", "--plain-http", proxy.Registry,
            .. stores.SelectMany(store => new[] { "--to", store }),
        ]);
}
