using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>Pulls by skopeo through the redirector, with blobs from a bucket that <c>sync</c> filled; the servers' logs say where each came from.</summary>
public sealed class MirrorPullTests(SharedGateway gateway, MirrorSources sources) : IAsyncLifetime
{
    private MirrorStage? _stage;

    private MirrorStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await MirrorStage.StartAsync(gateway, sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Fact]
    public async Task Pull_FilledBucket_EveryBlobFromTheBucketAndManifestsFromTheRegistry()
    {
        var bucket = await FilledAsync(MirrorImages.App);
        await using var fairlead = await StartAsync(bucket, byInventory: false);

        await PullAsync(fairlead, MirrorImages.App, Stage.Images.AppImage);

        (await bucket.Log.TakeServedBlobsAsync()).ShouldBe(Stage.Images.AppImage.Blobs, ignoreOrder: true);
        var upstream = await Stage.Registry.Log.TakeAsync();
        upstream.ShouldContain(entry => entry.Method == "GET" && entry.Target.Contains("/manifests/", StringComparison.Ordinal));
        AccessLog.ServedBlobs(upstream).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_ByInventory_EveryBlobFromTheBucketAndNoHead()
    {
        var bucket = await FilledAsync(MirrorImages.App);
        await using var fairlead = await StartAsync(bucket, byInventory: true);
        await bucket.Log.TakeAsync();

        await PullAsync(fairlead, MirrorImages.App, Stage.Images.AppImage);

        (await bucket.Log.TakeServedBlobsAsync()).ShouldBe(Stage.Images.AppImage.Blobs, ignoreOrder: true);
        await ShouldHaveAskedForNoPresenceAsync(fairlead);
    }

    [Fact]
    public async Task Pull_ByInventoryAndBucketLacksAnImage_TheUpstreamAndNoHead()
    {
        var bucket = await FilledAsync(MirrorImages.App);
        await using var fairlead = await StartAsync(bucket, byInventory: true);
        await bucket.Log.TakeAsync();

        await PullAsync(fairlead, MirrorImages.Tool, Stage.Images.ToolImage);

        var shared = Stage.Images.ToolImage.Blobs.Intersect(Stage.Images.AppImage.Blobs).ToList();
        var asked = await bucket.Log.TakeAsync();
        AccessLog.ServedBlobs(asked).ShouldBe(shared, ignoreOrder: true);
        asked.ShouldNotContain(entry => entry.Method == "HEAD" && entry.Status != 200, "nothing that is absent is asked for");
        await ShouldHaveAskedForNoPresenceAsync(fairlead);
        (await Stage.Registry.Log.TakeServedBlobsAsync()).ShouldBe(Stage.Images.ToolImage.Blobs.Except(shared), ignoreOrder: true);
    }

    [Fact]
    public async Task Ask_JunkDigestsByInventory_NoneIsAskedForAtTheBucket()
    {
        const int Junk = 2_000;
        var bucket = await FilledAsync(MirrorImages.App);
        await using var fairlead = await StartAsync(bucket, byInventory: true);
        await bucket.Log.TakeAsync();

        for (var number = 0; number < Junk; number++)
        {
            var answer = await fairlead.GetAsync($"/v2/{MirrorImages.App}/blobs/{Digest.Of(BitConverter.GetBytes(number))}");
            answer.Location.ShouldNotBeNull().ShouldStartWith(Stage.Registry.BaseUrl);
        }

        (await bucket.Log.TakeAsync()).ShouldNotContain(entry => entry.Target.Contains(S3Bucket.BlobPrefix, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SyncMissing_AfterAPullFromTheUpstream_TheNextPullIsFromTheBucket(bool byInventory)
    {
        var bucket = await FilledAsync(MirrorImages.App);
        await using var fairlead = await StartAsync(bucket, byInventory);
        await PullAsync(fairlead, MirrorImages.Multi, Stage.Images.MultiImage.Blobs, "--override-arch", "arm64");
        var pulled = await Stage.Registry.Log.TakeServedBlobsAsync();
        pulled.Count.ShouldBe(3, "config and layers of one platform, from the upstream");

        (await Stage.Operator.SyncAsync(["--missing", new Uri(fairlead.Admin, "/missing").ToString(), "--from", Stage.Registry.Registry, "--to", bucket.StoreUrl, .. Stage.PlainHttp])).Succeeded();

        await bucket.ShouldHoldAsync([.. Stage.Images.AppBlobs, .. pulled]);
        await Stage.Registry.Log.TakeAsync();
        await bucket.Log.TakeAsync();
        // What was absent, or what the inventory says, is looked at again after a second.
        await Eventually.IsTrueAsync("every blob is the bucket's now", async () =>
        {
            foreach (var blob in pulled)
            {
                if ((await fairlead.GetAsync($"/v2/{MirrorImages.Multi}/blobs/{blob}")).Location != bucket.UrlOf(blob)) return false;
            }
            return true;
        });
        await PullAsync(fairlead, MirrorImages.Multi, Stage.Images.MultiImage.Blobs, "--override-arch", "arm64");
        AccessLog.ServedBlobs(await bucket.Log.TakeAsync()).ShouldBe(pulled, ignoreOrder: true);
        (await Stage.Registry.Log.TakeServedBlobsAsync()).ShouldBeEmpty();
    }

    private async Task<S3Bucket> FilledAsync(string repository)
    {
        var bucket = await (await Stage.BucketAsync()).MakePublicAsync();
        (await Stage.SyncAsync([Stage.Image(repository)], [bucket.StoreUrl])).Succeeded();
        await Stage.Registry.Log.TakeAsync();
        return bucket;
    }

    private async Task<FairleadServer> StartAsync(S3Bucket bucket, bool byInventory)
    {
        var fairlead = await FairleadServer.StartAsync(MirrorPolicy.Of(Stage.Registry, bucket, byInventory ? bucket.InventoryUrl : null));
        if (byInventory)
        {
            // It serves at once, by HEADs, and reads the inventory meanwhile.
            await Eventually.ReadAsync("the inventory to be in use", fairlead.MetricsAsync, metrics => metrics.Contains("fairlead_inventory_in_use{mirror=\"bucket\"} 1", StringComparison.Ordinal));
        }
        return fairlead;
    }

    /// <summary>
    /// Checks that the inventory told what the bucket holds, and that no HEAD was sent to learn it: each begins with a miss in the cache of what
    /// HEADs told. (One every few seconds asks whether the bucket answers at all, whatever inventories say; it is of a blob that is there.)
    /// </summary>
    private static async Task ShouldHaveAskedForNoPresenceAsync(FairleadServer fairlead)
    {
        var metrics = (await fairlead.MetricsAsync()).Split('\n');
        metrics.ShouldContain(line => line.StartsWith("fairlead_inventory_answers_total{", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));
        metrics.ShouldContain("fairlead_presence_misses_total 0");
    }

    private static Task PullAsync(FairleadServer fairlead, string repository, MadeImage image) => PullAsync(fairlead, repository, image.Blobs);

    private static async Task PullAsync(FairleadServer fairlead, string repository, IReadOnlyList<Digest> blobs, params IEnumerable<string> arguments)
    {
        using var folder = new TempDirectory();
        (await ClientCommand.RunAsync(
            Tool.Skopeo, ["--insecure-policy", .. arguments, "copy", "--src-tls-verify=false", $"docker://{fairlead.Data.Authority}/{repository}:{MirrorImages.Tag}", $"dir:{folder.Path}"])).Succeeded();
        var pulled = Directory.EnumerateFiles(folder.Path).Where(file => Path.GetFileName(file).Length == Digest.HexLength).ToList();
        pulled.ShouldNotBeEmpty();
        foreach (var file in pulled)
        {
            var digest = Digest.Of(await File.ReadAllBytesAsync(file));
            digest.Hex.ShouldBe(Path.GetFileName(file));
            blobs.ShouldContain(digest);
        }
    }
}
