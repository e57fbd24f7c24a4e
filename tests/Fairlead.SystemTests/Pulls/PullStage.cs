using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Pulls;

/// <summary>
/// An upstream with an image, three mirrors that hold all of it, and Fairlead between them and the clients:
/// AWS's clients have mirrors in two regions, Google's get everything from the upstream, everyone else has the CDN.
/// </summary>
internal sealed class PullStage : IAsyncDisposable
{
    private const string RepositoryPrefix = "prod/images";

    private readonly TempDirectory _directory = new();
    private readonly CloudFeeds _feeds;
    private FairleadServer? _fairlead;

    private PullStage(string feeds) => _feeds = CloudFeeds.Named(feeds, _directory);

    public required TestImage Image { get; init; }

    public required DockerRegistry Upstream { get; init; }

    public required NginxMirror Paris { get; init; }

    public required NginxMirror Virginia { get; init; }

    public required NginxMirror Cdn { get; init; }

    public static async Task<PullStage> StartAsync(string feeds)
    {
        var image = await TestImage.MakeAsync();
        var stage = new PullStage(feeds)
        {
            Image = image,
            Upstream = await DockerRegistry.StartAsync(),
            Paris = (await NginxMirror.StartAsync()).Hold(image),
            Virginia = (await NginxMirror.StartAsync()).Hold(image),
            Cdn = (await NginxMirror.StartAsync()).Hold(image),
        };
        await image.PushToAsync(stage.Upstream, $"{RepositoryPrefix}/test/image", "v1");
        stage._fairlead = await FairleadServer.StartAsync($$"""
            upstream:
              registry: {{stage.Upstream.BaseUrl}}
              repositoryPrefix: {{RepositoryPrefix}}
            {{FairleadServer.TrustThisMachine}}
            networks:
              feeds:
                - {type: aws, file: "{{stage._feeds.AwsFile}}"}
                - {type: gcp, file: "{{stage._feeds.GcpFile}}"}
            providers:
              - name: amazon
                networks: [aws]
                mirrors:
                  - {region: us-east-1, url: "{{stage.Virginia.UrlTemplate}}"}
                  - {region: eu-west-3, url: "{{stage.Paris.UrlTemplate}}"}
              - name: google
                networks: [gcp]
                serveFrom: upstream
              - name: everyone-else
                mirrors:
                  - {name: cdn, url: "{{stage.Cdn.UrlTemplate}}"}
            default: [cdn]
            presence: {timeout: 10s}
            """);
        return stage;
    }

    /// <summary>Pulls the image as a client in this place, and checks what the client then has. The logs then hold this pull alone.</summary>
    public async Task PullAsync(string clientName, Place place)
    {
        foreach (var log in new[] { Upstream.Log, Paris.Log, Virginia.Log, Cdn.Log }) await log.TakeAsync();
        var fairlead = _fairlead ?? throw new InvalidOperationException("the stage is not started");
        await using var front = await FrontProxy.StartAsync(fairlead.Data, _feeds.AddressIn(place));
        await using var client = await ImageClients.NewAsync(clientName);
        (await client.PullAsync($"{front.Registry}/test/image:v1")).Succeeded();
        await client.ShouldHoldAsync(Image);
    }

    public async ValueTask DisposeAsync()
    {
        if (_fairlead is not null) await _fairlead.DisposeAsync();
        await Cdn.DisposeAsync();
        await Virginia.DisposeAsync();
        await Paris.DisposeAsync();
        await Upstream.DisposeAsync();
        Image.Dispose();
        _directory.Dispose();
    }
}
