using System.Collections.Concurrent;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>What a registry may do to who copies from it.</summary>
public sealed class SourceFaultTests(SharedGateway gateway, MirrorSources sources)
{
    [Fact]
    public async Task Sync_TooManyRequestsThenUnavailableThenCut_TakenUpAgainWhereItBroke()
    {
        await using var stage = await MirrorStage.StartAsync(gateway, sources);
        var bucket = await stage.BucketAsync();
        var large = stage.Images.LargeImage.Blobs[^1].ToString();
        var tried = 0;
        await using var proxy = await RegistryProxy.StartAsync(stage.Registry, answer =>
            !answer.IsBlob || !answer.Context.Request.Path.Value!.EndsWith(large, StringComparison.Ordinal)
                ? Task.FromResult(false)
                : Interlocked.Increment(ref tried) switch
                {
                    1 => answer.RefuseAsync(429),
                    2 => answer.RefuseAsync(503),
                    3 => answer.CutAsync(),
                    _ => Task.FromResult(false),
                });

        (await SyncAsync(stage, proxy, MirrorImages.Large, bucket.StoreUrl)).Succeeded();

        await bucket.ShouldHoldAsync(stage.Images.LargeImage.Blobs);
        tried.ShouldBe(4);
        proxy.Ranges.ShouldHaveSingleItem().ShouldMatch("^bytes=[1-9][0-9]*-");
    }

    [Fact]
    public async Task Sync_EveryManifestRefusedOnce_EveryBlob()
    {
        await using var stage = await MirrorStage.StartAsync(gateway, sources);
        var bucket = await stage.BucketAsync();
        var seen = new ConcurrentDictionary<string, bool>();
        await using var proxy = await RegistryProxy.StartAsync(stage.Registry, answer =>
            seen.TryAdd($"{answer.Context.Request.Method} {answer.Context.Request.Path}", true) ? answer.RefuseAsync(seen.Count % 2 == 0 ? 429 : 503) : Task.FromResult(false));

        (await SyncAsync(stage, proxy, MirrorImages.Multi, bucket.StoreUrl)).Succeeded();

        await bucket.ShouldHoldAsync(stage.Images.MultiImage.Blobs);
    }

    [Fact]
    public async Task Sync_OneWrongByte_TheBlobIsNowhereAndEverythingElseIsThere()
    {
        await using var stage = await MirrorStage.StartAsync(gateway, sources);
        var (one, other) = (await stage.BucketAsync(), await stage.BucketAsync());
        var wrong = stage.Images.ToolImage.Blobs[1];
        await using var proxy = await RegistryProxy.StartAsync(stage.Registry, answer =>
            answer.IsBlob && answer.Context.Request.Path.Value!.EndsWith(wrong.ToString(), StringComparison.Ordinal) ? answer.SpoilAsync() : Task.FromResult(false));
        var folder = stage.Operator.Folder("mirror");

        var result = (await SyncAsync(stage, proxy, MirrorImages.Tool, one.StoreUrl, other.StoreUrl, $"file://{folder}")).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain(wrong.ToString());
        var right = stage.Images.ToolImage.Blobs.Where(blob => blob != wrong).ToList();
        await one.ShouldHoldAsync(right);
        await other.ShouldHoldAsync(right);
        foreach (var bucket in new[] { one, other })
        {
            (await bucket.Log.TakeAsync()).ShouldNotContain(
                entry => entry.Method == "PUT" && entry.Status == 200 && entry.Target.EndsWith(wrong.ToString(), StringComparison.Ordinal),
                "not even for a moment");
        }
        MirrorFolder.Blobs(folder).ShouldBe(right, ignoreOrder: true);
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ShouldNotContain(file => file.Contains(wrong.Hex, StringComparison.Ordinal), "nothing half done is left");
    }

    [Fact]
    public async Task Sync_ManifestThatIsNotWhatItsDigestSays_NothingOfItAndExitCodeOne()
    {
        await using var stage = await MirrorStage.StartAsync(gateway, sources);
        var bucket = await stage.BucketAsync();
        var lied = stage.Images.ToolImage.Digest.ToString();
        await using var proxy = await RegistryProxy.StartAsync(stage.Registry, answer =>
            answer.Context.Request.Method == "GET" && answer.Context.Request.Path.Value!.EndsWith($"/manifests/{lied}", StringComparison.Ordinal)
                ? answer.SpoilAsync()
                : Task.FromResult(false));

        var result = (await stage.Operator.SyncAsync("--from", $"{proxy.Registry}/{MirrorImages.Tool}@{lied}", "--to", bucket.StoreUrl, "--plain-http", proxy.Registry)).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain(lied);
        (await bucket.BlobsAsync()).ShouldBeEmpty();
    }

    private static Task<CommandResult> SyncAsync(MirrorStage stage, RegistryProxy proxy, string repository, params IEnumerable<string> stores) => stage.Operator.SyncAsync(
    [
        "--from", $"{proxy.Registry}/{repository}:{MirrorImages.Tag}", "--plain-http", proxy.Registry,
        .. stores.SelectMany(store => new[] { "--to", store }),
    ]);
}
