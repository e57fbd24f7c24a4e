using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Pulls;

/// <summary>Which upstream a pull gets (request rules 6 and 7, <c>hosts</c>).</summary>
public sealed class UpstreamTests
{
    /// <summary>For how long one that is known to be down may still be redirected to (design, "Promises").</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Pull_FirstUpstreamOfTheListIsDead_ServedByTheSecond()
    {
        using var image = await TestImage.MakeAsync();
        await using var alive = await DockerRegistry.StartAsync();
        await image.PushToAsync(alive, "test/image", "v1");
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: ["http://127.0.0.1:{{FreePort.Next()}}", "{{alive.BaseUrl}}"]}
            """);

        await Eventually.IsTrueAsync("manifests from the upstream that answers",
            async () => (await fairlead.GetAsync("/v2/test/image/manifests/v1")).Location == $"{alive.BaseUrl}/v2/test/image/manifests/v1",
            Noticed);

        foreach (var name in ImageClients.Names)
        {
            await using var client = await ImageClients.NewAsync(name);
            (await client.PullAsync($"{fairlead.Data.Authority}/test/image:v1")).Succeeded();
            await client.ShouldHoldAsync(image);
        }
    }

    [Fact]
    public async Task Pull_SignatureThatOnlyTheSignaturesRegistryHolds_ByTagAndByDigest()
    {
        using var image = await TestImage.MakeAsync();
        using var signature = await TestImage.MakeAsync(layers: 1, layerBytes: 1_000);
        var signatureTag = $"sha256-{image.Manifest.Hex}.sig";
        await using var regional = await DockerRegistry.StartAsync();
        await image.PushToAsync(regional, "test/image", "v1");
        await using var signatures = await DockerRegistry.StartAsync();
        // The signatures registry has a repository of that name too, as the real one does, but not this image.
        await signature.PushToAsync(signatures, "test/image", signatureTag);
        await regional.Log.TakeAsync();
        await signatures.Log.TakeAsync();
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "{{regional.BaseUrl}}", signatures: "{{signatures.BaseUrl}}"}
            """);
        var repository = $"{fairlead.Data.Authority}/test/image";

        foreach (var reference in new[] { $"{repository}:{signatureTag}", $"{repository}@{signature.Manifest}" })
        {
            await PullAsync(reference, signature);
            (await signatures.Log.TakeServedBlobsAsync()).ShouldBe(signature.Blobs, ignoreOrder: true, reference);
            (await regional.Log.TakeServedBlobsAsync()).ShouldBeEmpty(reference);
        }
        foreach (var reference in new[] { $"{repository}:v1", $"{repository}@{image.Manifest}" })
        {
            await PullAsync(reference, image);
            (await regional.Log.TakeServedBlobsAsync()).ShouldBe(image.Blobs, ignoreOrder: true, reference);
            (await signatures.Log.TakeAsync()).ShouldNotContain(entry => entry.Target.Contains("/test/image/"), reference);
        }
    }

    [Fact]
    public async Task Pull_ByAnOldHostName_FromThatHostsOwnUpstream()
    {
        using var image = await TestImage.MakeAsync();
        using var oldImage = await TestImage.MakeAsync();
        await using var upstream = await DockerRegistry.StartAsync();
        await image.PushToAsync(upstream, "test/image", "v1");
        await using var oldUpstream = await DockerRegistry.StartAsync();
        await oldImage.PushToAsync(oldUpstream, "attic/test/image", "v1");
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "{{upstream.BaseUrl}}"}
            hosts:
              old.example.org: {upstream: {registry: "{{oldUpstream.BaseUrl}}", repositoryPrefix: attic} }
            {{FairleadServer.TrustThisMachine}}
            """);

        await using var front = await FrontProxy.StartAsync(fairlead.Data, Addresses.Elsewhere, host: "registry.example.org");
        await using var oldFront = await FrontProxy.StartAsync(fairlead.Data, Addresses.Elsewhere, host: "old.example.org");
        await PullAsync($"{front.Registry}/test/image:v1", image);
        await PullAsync($"{oldFront.Registry}/test/image:v1", oldImage);

        // The name as a client says it: with the port, in any case.
        foreach (var host in new[] { "old.example.org", "old.example.org:8080", "OLD.example.org" })
        {
            var answer = await Curl.LocationAsync(new Uri(fairlead.Data, "/v2/test/image/manifests/v1"), "-H", $"Host: {host}");
            answer.ShouldBe($"{oldUpstream.BaseUrl}/v2/attic/test/image/manifests/v1", host);
        }
        (await Curl.LocationAsync(new Uri(fairlead.Data, "/v2/test/image/manifests/v1"), "-H", "Host: other.example.org"))
            .ShouldBe($"{upstream.BaseUrl}/v2/test/image/manifests/v1");
    }

    private static async Task PullAsync(string reference, TestImage image)
    {
        await using var client = new Skopeo();
        (await client.PullAsync(reference)).Succeeded();
        await client.ShouldHoldAsync(image);
    }
}
