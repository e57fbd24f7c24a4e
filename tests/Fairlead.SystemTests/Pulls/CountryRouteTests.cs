using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Pulls;

/// <summary>People whom a firewall keeps from the default upstream pull all the same: a route by country with an upstream of its own.</summary>
public sealed class CountryRouteTests
{
    [Fact]
    public async Task Pull_DefaultUpstreamIsOutOfReach_FromTheRoutesOwnUpstreamAndMirror()
    {
        using var image = await TestImage.MakeAsync();
        using var directory = new TempDirectory();
        await using var chinas = await DockerRegistry.StartAsync();
        await image.PushToAsync(chinas, "test/image", "v1");
        await using var mirror = (await NginxMirror.StartAsync()).Hold(image);
        var dead = $"http://127.0.0.1:{FreePort.Next()}";
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "{{dead}}"}
            {{FairleadServer.TrustThisMachine}}
            networks: {feeds: [{type: ip2asn, file: "{{directory.Write("ip2asn.tsv", AsnTable.Text)}}"}]}
            providers: [{name: cdn, mirrors: [{name: cn, url: "{{mirror.UrlTemplate}}"}]}]
            routes: [{when: {country: CN}, use: [cn], upstream: {registry: "{{chinas.BaseUrl}}"} }]
            presence: {timeout: 10s}
            """);

        foreach (var name in ImageClients.Names)
        {
            await chinas.Log.TakeAsync();
            await mirror.Log.TakeAsync();
            await using var front = await FrontProxy.StartAsync(fairlead.Data, AsnTable.InChina);
            await using var client = await ImageClients.NewAsync(name);
            (await client.PullAsync($"{front.Registry}/test/image:v1")).Succeeded();
            await client.ShouldHoldAsync(image);
            (await mirror.Log.TakeServedBlobsAsync()).ShouldBe(image.Blobs, ignoreOrder: true, name);
            (await chinas.Log.TakeServedBlobsAsync()).ShouldBeEmpty(name);
        }
        (await fairlead.GetAsync("/v2/test/image/manifests/v1", AsnTable.InNorway)).Location.ShouldBe($"{dead}/v2/test/image/manifests/v1");
    }

    [Fact]
    public async Task Pull_ByProviderFilesOfAnArchive_BlobsFromTheProvidersOwnRegistry()
    {
        using var image = await TestImage.MakeAsync();
        using var directory = new TempDirectory();
        await using var upstream = await DockerRegistry.StartAsync();
        await image.PushToAsync(upstream, "test/image", "v1");
        await using var own = await DockerRegistry.StartAsync();
        await image.PushToAsync(own, "test/image", "v1");
        await using var archives = await ArchiveServer.StartAsync(directory, "asns", ("amazon.yaml", $"""
            # note: this file details ASNs and artifact/container stores for Amazon
            name: amazon
            redirectsTo:
              registry: {own.BaseUrl}
              artifacts: kubernetes.s3.invalid
            asns:
              - 16509
              - 16509
            """));
        var policy = $$"""
            upstream: {registry: "{{upstream.BaseUrl}}"}
            {{FairleadServer.TrustThisMachine}}
            networks: {feeds: [{type: ip2asn, file: "{{directory.Write("ip2asn.tsv", AsnTable.Text)}}"}]}
            providersFrom: {url: "{{archives.Url}}", folder: asns, redirects: true}
            presence: {timeout: 10s}
            """;
        var options = new FairleadOptions { CacheDirectory = directory.Subdirectory("cache") };
        await using (var fairlead = await FairleadServer.StartAsync(policy, options))
        {
            await Eventually.IsTrueAsync("the provider files loaded", () => fairlead.Output.Contains("1 provider file(s) loaded", StringComparison.Ordinal));
            await upstream.Log.TakeAsync();
            await own.Log.TakeAsync();
            await using var front = await FrontProxy.StartAsync(fairlead.Data, AsnTable.InAmazon);
            await using var client = new Skopeo();
            (await client.PullAsync($"{front.Registry}/test/image:v1")).Succeeded();
            await client.ShouldHoldAsync(image);
            (await own.Log.TakeServedBlobsAsync()).ShouldBe(image.Blobs, ignoreOrder: true);
            (await upstream.Log.TakeServedBlobsAsync()).ShouldBeEmpty();
        }

        // The next start has them from the copy on disk.
        await archives.DisposeAsync();
        await using (var fairlead = await FairleadServer.StartAsync(policy, options))
            (await fairlead.GetAsync($"/v2/test/image/blobs/{image.Blobs.First()}", AsnTable.InAmazon)).Location.ShouldStartWith(own.BaseUrl);
    }
}
