using System.Globalization;
using System.Net;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary><c>fairlead sync</c> from a real registry into real buckets; their own logs say what was asked of them.</summary>
public sealed class SyncTests(SharedGateway gateway, MirrorSources sources) : IAsyncLifetime
{
    private MirrorStage? _stage;

    private MirrorStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await MirrorStage.StartAsync(gateway, sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Fact]
    public async Task Sync_TwoBucketsAtOnce_BothHoldEveryBlobAsItIsAndNothingElse()
    {
        var (one, other) = (await Stage.BucketAsync(), await Stage.BucketAsync());
        await Stage.Registry.Log.TakeAsync();

        (await SyncTestImagesAsync(one, other)).Succeeded();

        foreach (var bucket in new[] { one, other })
        {
            await bucket.ShouldHoldAsync(Stage.Images.TestBlobs);
            (await bucket.KeysAsync()).ShouldContain(S3Bucket.Inventory);
            foreach (var blob in Stage.Images.TestBlobs)
            {
                var stored = await bucket.ReadAsync(S3Bucket.KeyOf(blob));
                stored.ContentType.ShouldBe("application/octet-stream");
                stored.CacheControl.ShouldBe("public, max-age=31536000, immutable");
            }
        }
        var read = await Stage.Registry.Log.TakeServedBlobsAsync();
        read.ShouldBe(Stage.Images.TestBlobs, ignoreOrder: true, "one read feeds both buckets");
    }

    [Fact]
    public async Task Sync_NothingToDo_OnlyAsksWhetherTagsMovedAndPutsNoBlob()
    {
        var bucket = await Stage.BucketAsync();
        (await SyncTestImagesAsync(bucket)).Succeeded();
        var first = (await Stage.Registry.Log.TakeAsync()).Count;
        await bucket.Log.TakeAsync();

        (await SyncTestImagesAsync(bucket)).Succeeded();

        var asked = await Stage.Registry.Log.TakeAsync();
        asked.ShouldNotContain(entry => entry.Target.Contains("/blobs/", StringComparison.Ordinal));
        // Referrers can't be asked for by HEAD, so their index may be fetched; everything by digest is known from the first run.
        asked.ShouldNotContain(entry => entry.Method == "GET" && entry.Target.Contains("/manifests/sha256:", StringComparison.Ordinal));
        asked.Count.ShouldBeLessThan(first);
        (await bucket.Log.TakeAsync()).ShouldNotContain(entry => entry.Method != "GET" && entry.Target.Contains(S3Bucket.BlobPrefix, StringComparison.Ordinal));
        await bucket.ShouldHoldAsync(Stage.Images.TestBlobs);
    }

    [Fact]
    public async Task Sync_OneImage_WithItsSignatureAndReferrerAndWithoutOtherImages()
    {
        var bucket = await Stage.BucketAsync();

        (await Stage.SyncAsync([Stage.Image(MirrorImages.App)], [bucket.StoreUrl])).Succeeded();

        await bucket.ShouldHoldAsync(Stage.Images.AppBlobs);
    }

    [Fact]
    public async Task Sync_ByDigest_ThatImage()
    {
        var bucket = await Stage.BucketAsync();

        (await Stage.SyncAsync([$"{Stage.Registry.Registry}/{MirrorImages.Tool}@{Stage.Images.ToolImage.Digest}"], [bucket.StoreUrl])).Succeeded();

        await bucket.ShouldHoldAsync(Stage.Images.ToolImage.Blobs);
    }

    [Fact]
    public async Task Sync_AllRepositories_EveryBlobOfTheRegistry()
    {
        var bucket = await Stage.BucketAsync();

        (await Stage.Operator.SyncAsync(["--all-repositories", Stage.Registry.Registry, "--to", bucket.StoreUrl, .. Stage.PlainHttp])).Succeeded();

        await bucket.ShouldHoldAsync(Stage.Images.AllBlobs);
    }

    [Fact]
    public async Task Sync_PromotionManifests_TheReviewedDigestsAlone()
    {
        var bucket = await Stage.BucketAsync();
        var folder = Stage.Operator.Folder("promotion");
        Directory.CreateDirectory(Path.Combine(folder, "manifests/test"));
        Directory.CreateDirectory(Path.Combine(folder, "images/test"));
        await File.WriteAllTextAsync(Path.Combine(folder, "manifests/test/promoter-manifest.yaml"), $$"""
            registries:
            - name: {{Stage.Registry.Registry}}/fault
              src: true
            - name: {{Stage.Registry.Registry}}/test
              service-account: promoter@example.org
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "images/test/images.yaml"), $$"""
            - name: tool
              dmap:
                "{{Stage.Images.ToolImage.Digest}}": ["v1", "latest"]
            - name: multi
              dmap:
                "{{Stage.Images.MultiImage.Digest}}": ["v1"]
            """);

        (await Stage.Operator.SyncAsync(["--manifests", folder, "--to", bucket.StoreUrl, .. Stage.PlainHttp])).Succeeded();

        await bucket.ShouldHoldAsync(MirrorImages.Of(Stage.Images.ToolImage, Stage.Images.MultiImage));
    }

    [Fact]
    public async Task Sync_Configuration_EachJobFillsItsOwnStores()
    {
        var (one, other) = (await Stage.BucketAsync(), await Stage.BucketAsync());
        var folder = Stage.Operator.Folder("mirror");
        var file = Stage.Operator.Write("mirrors.yaml", $$"""
            mirrors:
              - name: tool
                from: ["{{Stage.Image(MirrorImages.Tool)}}"]
                to: ["{{one.StoreUrl}}", {store: "file://{{folder}}", inventory: inventory/tool}]
              - name: one-platform
                from: [{image: "{{Stage.Image(MirrorImages.Multi)}}", platforms: [linux/arm64]}]
                to: "{{other.StoreUrl}}"
            registries:
              plainHttp: ["{{Stage.Registry.Registry}}"]
            """);

        (await Stage.Operator.SyncAsync("--config", file)).Succeeded();

        await one.ShouldHoldAsync(Stage.Images.ToolImage.Blobs);
        MirrorFolder.Blobs(folder).ShouldBe(Stage.Images.ToolImage.Blobs, ignoreOrder: true);
        MirrorFolder.Files(folder).ShouldContain("inventory/tool");
        await other.ShouldHoldAsync(Stage.Images.PlatformImages[1].Blobs);
    }

    [Fact]
    public async Task Sync_ConfigurationWithTwoMistakes_TwoAndBothWithTheirLines()
    {
        var file = Stage.Operator.Write("mirrors.yaml", """
            mirrors:
              - name: tool
                from: [127.0.0.1:9/test/tool]
                to: ftp://example.org/mirror
                colour: blue
            """);

        var result = (await Stage.Operator.SyncAsync("--config", file)).ExitedWith(2);

        result.Error.ShouldContain($"{file}:4:");
        result.Error.ShouldContain($"{file}:5:");
    }

    [Fact]
    public async Task Sync_TwoShards_EachBlobByOneOfThem()
    {
        var (first, second) = (await Stage.BucketAsync(), await Stage.BucketAsync());
        IEnumerable<string> images = [Stage.Image(MirrorImages.Many)];

        (await Stage.SyncAsync(images, [first.StoreUrl], "--shard", "0/2")).Succeeded();
        (await Stage.SyncAsync(images, [second.StoreUrl], "--shard", "1/2")).Succeeded();

        var (inFirst, inSecond) = (await first.BlobsAsync(), await second.BlobsAsync());
        inFirst.ShouldNotBeEmpty();
        inSecond.ShouldNotBeEmpty();
        inFirst.Concat(inSecond).ShouldBe(Stage.Images.ManyImage.Blobs, ignoreOrder: true);
    }

    [Fact]
    public async Task Sync_DryRun_SaysHowMuchAndWritesNothing()
    {
        var bucket = await Stage.BucketAsync();
        await bucket.Log.TakeAsync();

        var result = (await Stage.SyncAsync([Stage.Image(MirrorImages.Tool)], [bucket.StoreUrl], "--dry-run")).Succeeded();

        result.Output.ShouldContain(Stage.Images.ToolImage.Blobs.Count.ToString(CultureInfo.InvariantCulture));
        (await bucket.Log.TakeAsync()).ShouldAllBe(entry => entry.Method == "GET" || entry.Method == "HEAD");
        (await bucket.KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sync_BucketToBucket_EveryBlob()
    {
        var (from, to) = (await Stage.BucketAsync(), await Stage.BucketAsync());
        (await SyncTestImagesAsync(from)).Succeeded();

        (await Stage.Operator.SyncAsync("--from", from.StoreUrl, "--to", to.StoreUrl)).Succeeded();

        await to.ShouldHoldAsync(Stage.Images.TestBlobs);
    }

    [Fact]
    public async Task Sync_PublicBucket_ServesBlobsToAnybodyAndListsThemToNobody()
    {
        var (open, closed) = (await (await Stage.BucketAsync()).MakePublicAsync(), await Stage.BucketAsync());

        (await Stage.SyncAsync([Stage.Image(MirrorImages.App)], [open.StoreUrl, closed.StoreUrl])).Succeeded();

        var blob = Stage.Images.AppImage.Blobs[^1];
        (await StatusAsync(open.UrlOf(blob))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(open.InventoryUrl)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(open.ListingUrl)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(closed.UrlOf(blob))).ShouldBe(HttpStatusCode.Forbidden);
    }

    private Task<CommandResult> SyncTestImagesAsync(params IEnumerable<S3Bucket> buckets) => Stage.SyncAsync(
        [Stage.Image(MirrorImages.App), Stage.Image(MirrorImages.Tool), Stage.Image(MirrorImages.Tool, "latest"), Stage.Image(MirrorImages.Multi)],
        buckets.Select(bucket => bucket.StoreUrl));

    private static async Task<HttpStatusCode> StatusAsync(string url)
    {
        using var response = await Http.Client.GetAsync(new Uri(url));
        return response.StatusCode;
    }
}
