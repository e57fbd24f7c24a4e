using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Pulls;

/// <summary>A mirror dies while everything that it holds is believed to be there (request rule 11: health overrides presence).</summary>
public sealed class StoppedMirrorTests
{
    /// <summary>For how long a mirror known to be down may still be redirected to (design, "Promises").</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(10);

    // A layer takes a client two seconds, so that the mirror is stopped in the middle of one.
    private const int SlowBytesPerSecond = 50_000;
    private static readonly TimeSpan IntoTheLayers = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Pull_MirrorStoppedWithEveryBlobCachedPresent_SucceedsTenSecondsLaterAndUsesTheMirrorOnceItIsBack()
    {
        using var image = await TestImage.MakeAsync();
        await using var upstream = await DockerRegistry.StartAsync();
        await image.PushToAsync(upstream, "test/image", "v1");
        await using var mirror = (await NginxMirror.StartSlowAsync(SlowBytesPerSecond)).Hold(image);
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "{{upstream.BaseUrl}}"}
            providers: [{name: everyone, mirrors: [{name: only, url: "{{mirror.UrlTemplate}}"}]}]
            default: [only]
            presence: {timeout: 10s}
            """);
        var reference = $"{fairlead.Data.Authority}/test/image:v1";
        await upstream.Log.TakeAsync();

        // Twice, so that the second pull finds every blob cached as present.
        for (var warmingUp = 0; warmingUp < 2; warmingUp++)
        {
            await PullSucceedsAsync("skopeo", reference, image);
            (await mirror.Log.TakeServedBlobsAsync()).ShouldBe(image.Blobs, ignoreOrder: true);
        }
        (await upstream.Log.TakeServedBlobsAsync()).ShouldBeEmpty();

        await using var caught = new Skopeo();
        var inFlight = caught.PullAsync(reference);
        await Eventually.IsTrueAsync("the pull begins", async () => (await upstream.Log.TakeAsync()).Any(entry => entry.Target.Contains("/manifests/")));
        await Task.Delay(IntoTheLayers, TestContext.Current.CancellationToken);
        await mirror.StopAsync();
        await Task.Delay(Noticed, TestContext.Current.CancellationToken);

        foreach (var client in ImageClients.Names) await PullSucceedsAsync(client, reference, image);
        (await upstream.Log.TakeServedBlobsAsync()).Distinct().ShouldBe(image.Blobs, ignoreOrder: true);

        // The one in flight may have failed, once.
        await inFlight;
        (await caught.PullAsync(reference)).Succeeded();
        await caught.ShouldHoldAsync(image);

        await mirror.StartAgainAsync();
        await Eventually.IsTrueAsync("redirects to the mirror that is back",
            async () => (await fairlead.GetAsync($"/v2/test/image/blobs/{image.Config}")).Location == mirror.UrlOf(image.Config));
    }

    private static async Task PullSucceedsAsync(string clientName, string reference, TestImage image)
    {
        await using var client = await ImageClients.NewAsync(clientName);
        (await client.PullAsync(reference)).Succeeded();
        await client.ShouldHoldAsync(image);
    }
}
