using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>A feed by URL: absent, there, broken, and gone again.</summary>
public sealed class FeedUrlTests
{
    private static readonly string Blob = $"/v2/test/image/blobs/{Digest.Of("a blob"u8)}";

    [Fact]
    public async Task Serve_FeedComesUpBreaksAndGoes_UpstreamThenMirrorsThenTheLastGoodCopy()
    {
        using var directory = new TempDirectory();
        await using var cloud = new FeedServer();
        await using var mirror = await NginxMirror.StartAnsweringAsync(200);
        await using var cdn = await NginxMirror.StartAnsweringAsync(200);
        var policy = $$"""
            upstream: {registry: "http://127.0.0.1:9"}
            {{FairleadServer.TrustThisMachine}}
            networks:
              refresh: 1m
              feeds: [{type: aws, url: "{{cloud.FeedUrl}}"}]
            providers:
              - {name: amazon, networks: [aws], mirrors: [{region: eu-west-3, url: "{{mirror.UrlTemplate}}"}]}
              - {name: everyone-else, mirrors: [{name: cdn, url: "{{cdn.UrlTemplate}}"}]}
            default: [cdn]
            presence: {timeout: 10s}
            """;
        var options = new FairleadOptions { CacheDirectory = directory.Subdirectory("cache") };

        await using (var fairlead = await FairleadServer.StartAsync(policy, options))
        {
            // Clients are not told apart without the feed, so even those who'd get the CDN get the upstream.
            await Eventually.IsTrueAsync(
                "the feed that is lacking named", () => fairlead.Output.Contains("no feed has been loaded yet for aws", StringComparison.Ordinal));
            (await LocationAsync(fairlead, Addresses.AwsParis)).ShouldStartWith("http://127.0.0.1:9/");
            (await LocationAsync(fairlead, Addresses.Elsewhere)).ShouldStartWith("http://127.0.0.1:9/");

            await cloud.PublishAsync(CloudFeeds.AwsSample);
            await RedirectsAsync(fairlead, Addresses.AwsParis, mirror);
            await RedirectsAsync(fairlead, Addresses.Elsewhere, cdn);

            // Cut off in the middle: refused whole, and the one before stays.
            await cloud.PublishAsync(CloudFeeds.AwsSample[..(CloudFeeds.AwsSample.Length / 2)]);
            await FetchAsync(fairlead, cloud);
            await FetchAsync(fairlead, cloud);
            (await LocationAsync(fairlead, Addresses.AwsParis)).ShouldStartWith(mirror.Url.ToString());
            fairlead.Output.ShouldContain("not a whole feed of type aws");
        }

        await cloud.StopAsync();
        await using (var fairlead = await FairleadServer.StartAsync(policy, options))
        {
            (await LocationAsync(fairlead, Addresses.AwsParis)).ShouldStartWith(mirror.Url.ToString());
            (await LocationAsync(fairlead, Addresses.Elsewhere)).ShouldStartWith(cdn.Url.ToString());
        }
    }

    /// <summary>Has the feed fetched again, as a reload does. When it is fetched once more, what came of the last time is in force.</summary>
    private static async Task FetchAsync(FairleadServer fairlead, FeedServer cloud)
    {
        var served = cloud.Served;
        fairlead.Hangup();
        await Eventually.IsTrueAsync("the feed fetched again", () => cloud.Served > served);
    }

    private static async Task<string> LocationAsync(FairleadServer fairlead, string clientAddress) =>
        (await fairlead.GetAsync(Blob, clientAddress)).Location!;

    private static Task RedirectsAsync(FairleadServer fairlead, string clientAddress, NginxMirror mirror) => Eventually.ReadAsync(
        $"a redirect to {mirror.Url}", () => LocationAsync(fairlead, clientAddress),
        location => location.StartsWith(mirror.Url.ToString(), StringComparison.Ordinal));
}
