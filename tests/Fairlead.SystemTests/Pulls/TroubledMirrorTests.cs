using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Pulls;

/// <summary>Whatever the only mirror does, the pull succeeds: what it can't give comes from the upstream.</summary>
public sealed class TroubledMirrorTests
{
    public static TheoryData<string, int> ClientsAndStatuses =>
        [.. from client in ImageClients.Names from status in new[] { 403, 429, 500 } select (client, status)];

    public static TheoryData<string> Clients => [.. ImageClients.Names];

    [Theory, MemberData(nameof(ClientsAndStatuses))]
    public async Task Pull_MirrorAnswersAnError_EveryBlobFromTheUpstream(string client, int status)
    {
        await using var mirror = await NginxMirror.StartAnsweringAsync(status);
        using var image = await TestImage.MakeAsync();

        var fromUpstream = await PullAsync(client, image, mirror.UrlTemplate);

        fromUpstream.ShouldBe(image.Blobs, ignoreOrder: true);
        var asked = await mirror.Log.TakeAsync();
        asked.ShouldNotBeEmpty("the mirror was asked whether it holds the blobs");
        asked.ShouldAllBe(entry => entry.Method == "HEAD");
    }

    [Theory, MemberData(nameof(Clients))]
    public async Task Pull_MirrorHangs_EveryBlobFromTheUpstream(string client)
    {
        using var mirror = new SilentMirror();
        using var image = await TestImage.MakeAsync();

        var fromUpstream = await PullAsync(client, image, mirror.UrlTemplate);

        fromUpstream.ShouldBe(image.Blobs, ignoreOrder: true);
        await mirror.WaitForRequestAsync("HEAD /containers/images/sha256:");
    }

    [Theory, MemberData(nameof(Clients))]
    public async Task Pull_MirrorRefusesConnections_EveryBlobFromTheUpstream(string client)
    {
        using var image = await TestImage.MakeAsync();

        var fromUpstream = await PullAsync(client, image, $"http://127.0.0.1:{FreePort.Next()}/{{digest}}");

        fromUpstream.ShouldBe(image.Blobs, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Clients))]
    public async Task Pull_MirrorLacksOneLayer_ThatOneFromTheUpstreamAndTheOthersFromTheMirror(string client)
    {
        using var image = await TestImage.MakeAsync();
        var lacking = image.Layers[1];
        await using var mirror = (await NginxMirror.StartAsync()).Hold(image, except: lacking);

        var fromUpstream = await PullAsync(client, image, mirror.UrlTemplate, "timeout: 10s");

        fromUpstream.ShouldBe([lacking]);
        (await mirror.Log.TakeServedBlobsAsync()).ShouldBe(image.Blobs.Where(blob => blob != lacking), ignoreOrder: true);
    }

    /// <summary>Pulls through a Fairlead whose only mirror this is, checks what the client has, and returns the blobs that the upstream served.</summary>
    private static async Task<IReadOnlyList<Digest>> PullAsync(string clientName, TestImage image, string mirror, string presence = "timeout: 2s")
    {
        await using var upstream = await DockerRegistry.StartAsync();
        await image.PushToAsync(upstream, "test/image", "v1");
        await upstream.Log.TakeAsync();
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "{{upstream.BaseUrl}}"}
            providers: [{name: everyone, mirrors: [{name: only, url: "{{mirror}}"}]}]
            default: [only]
            presence: { {{presence}} }
            """);
        await using var client = await ImageClients.NewAsync(clientName);
        (await client.PullAsync($"{fairlead.Data.Authority}/test/image:v1")).Succeeded();
        await client.ShouldHoldAsync(image);
        return await upstream.Log.TakeServedBlobsAsync();
    }
}
