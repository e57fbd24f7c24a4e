using System.Security.Cryptography;
using Fairlead.SystemTests.Browsing;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;
using Microsoft.Playwright;

namespace Fairlead.SystemTests.Status;

/// <summary>A server with two providers and two mirrors of each. One mirror of each holds an image, and clients in its region were sent there.</summary>
public sealed class StatusStage : IAsyncLifetime
{
    /// <summary>A client in the region of the mirror that lives.</summary>
    public const string InParis = "192.0.2.10";

    /// <summary>A client in the region of the mirror that a test may stop.</summary>
    public const string InVirginia = "198.51.100.10";

    /// <summary>A client of the other provider, in the region of a mirror that holds the image.</summary>
    public const string InStockholm = "203.0.113.10";

    private readonly TempDirectory _directory = new();
    private TestImage _image = null!;
    private NginxMirror _paris = null!;

    /// <summary>Holds nothing.</summary>
    internal NginxMirror Virginia { get; private set; } = null!;

    /// <summary>Holds the image, which clients were sent there for.</summary>
    internal NginxMirror Stockholm { get; private set; } = null!;

    /// <summary>Nobody has been sent there.</summary>
    internal NginxMirror Tokyo { get; private set; } = null!;

    internal FairleadServer Server { get; private set; } = null!;

    /// <summary>A path that the mirror in Paris has a blob for.</summary>
    public string HeldPath => $"/v2/test/image/blobs/{_image.Config}";

    public async ValueTask InitializeAsync()
    {
        _image = await TestImage.MakeAsync(layers: 1, layerBytes: 1000);
        _paris = (await NginxMirror.StartAsync()).Hold(_image);
        Virginia = await NginxMirror.StartAsync();
        Stockholm = (await NginxMirror.StartAsync()).Hold(_image);
        Tokyo = await NginxMirror.StartAsync();
        // The upstream is nobody: a redirect needs none. The feed that can't be had is what a name from elsewhere may look like.
        Server = await FairleadServer.StartAsync($$"""
            upstream: {registry: "http://127.0.0.1:9"}
            {{FairleadServer.TrustThisMachine}}
            networks: {feeds: [{type: geofeed, network: hosts, file: "{{_directory.Write("hosts.csv", "192.0.2.0/24,NO,,,\n198.51.100.0/24,SE,,,\n")}}"}, {type: geofeed, network: spare, url: "http://127.0.0.1:9/geofeed"}]}
            providers:
              - name: cloud
                cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}, {prefix: 198.51.100.0/24, region: us-east-1}]
                mirrors:
                  - {name: paris, region: eu-west-3, url: "{{_paris.UrlTemplate}}"}
                  - {name: virginia, region: us-east-1, url: "{{Virginia.UrlTemplate}}"}
              - name: other-cloud
                cidrs: [{prefix: 203.0.113.0/24, region: eu-north-1}]
                mirrors:
                  - {name: stockholm, region: eu-north-1, url: "{{Stockholm.UrlTemplate}}"}
                  - {name: tokyo, region: ap-northeast-1, url: "{{Tokyo.UrlTemplate}}"}
            """);
        for (var pull = 0; pull < 3; pull++) await Server.GetAsync(HeldPath, InParis);
        await AskForCachedBlobAsync();
    }

    /// <summary>Opens the page, and asks in its box where that is wanted.</summary>
    internal async Task<BrowserPage> OpenAsync(Browser browser, bool asks = false, ColorScheme scheme = ColorScheme.Light, int width = 1100, int height = 900, bool scripts = true)
    {
        var page = await BrowserPage.OpenAsync(browser, Server.Admin.AbsoluteUri, scheme, Media.Screen, width, height, scripts);
        if (!asks) return page;
        await page.Page.GetByLabel("Address").FillAsync(InParis);
        await page.Page.GetByLabel("Path").FillAsync(HeldPath);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
        await page.Page.Locator("#explanation").WaitForAsync();
        return page;
    }

    /// <summary>A client in Stockholm asks for a blob that the mirror there is known to hold.</summary>
    internal Task<Answer> AskForCachedBlobAsync() => Server.GetAsync(HeldPath, InStockholm);

    /// <summary>A client in Virginia asks for a blob that nobody has asked for before.</summary>
    internal Task<Answer> AskForNewBlobAsync() =>
        Server.GetAsync($"/v2/test/image/blobs/sha256:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}", InVirginia);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Tokyo.DisposeAsync();
        await Stockholm.DisposeAsync();
        await Virginia.DisposeAsync();
        await _paris.DisposeAsync();
        _image.Dispose();
        _directory.Dispose();
    }
}
