using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>nginx with the module, before real mirrors: the first that has the blob, else the upstream.</summary>
public sealed class NginxModuleTests
{
    private const string Upstream = "https://upstream.example.org";

    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string BlobPath = $"/v2/pause/blobs/{Digest}";

    [Fact]
    public async Task Blob_FirstMirrorLacksIt_GoesToTheSecond()
    {
        await using var lacking = await NginxMirror.StartAnsweringAsync(404);
        await using var holding = await NginxMirror.StartAnsweringAsync(200);

        (await AskAsync(lacking.UrlTemplate, holding.UrlTemplate)).ShouldBe([UrlAt(holding)]);
    }

    [Fact]
    public async Task Blob_FirstMirrorForbidsIt_GoesToTheSecond()
    {
        await using var forbidding = await NginxMirror.StartAnsweringAsync(403);
        await using var holding = await NginxMirror.StartAnsweringAsync(200);

        (await AskAsync(forbidding.UrlTemplate, holding.UrlTemplate)).ShouldBe([UrlAt(holding)]);
    }

    [Fact]
    public async Task Blob_FirstMirrorIsSilent_GoesToTheSecond()
    {
        using var silent = new SilentMirror();
        await using var holding = await NginxMirror.StartAnsweringAsync(200);

        (await AskAsync(silent.UrlTemplate, holding.UrlTemplate)).ShouldBe([UrlAt(holding)]);
    }

    [Fact]
    public async Task Blob_NoMirrorHasIt_GoesToTheUpstream()
    {
        await using var lacking = await NginxMirror.StartAnsweringAsync(404);
        using var silent = new SilentMirror();

        (await AskAsync(silent.UrlTemplate, lacking.UrlTemplate)).ShouldBe([Upstream + BlobPath]);
        (await lacking.Log.TakeAsync()).ShouldHaveSingleItem().Method.ShouldBe("HEAD");
    }

    private static string UrlAt(NginxMirror mirror) => mirror.UrlTemplate.Replace("{digest}", Digest, StringComparison.Ordinal);

    /// <summary>Every Location that nginx answers a blob with, where these are its mirrors.</summary>
    private static async Task<IEnumerable<string>> AskAsync(params string[] mirrors)
    {
        using var directory = new TempDirectory();
        var policy = directory.Write("policy.yaml", $$$"""
            upstream: {registry: "{{{Upstream}}}"}
            presence: {timeout: 1s}
            providers:
              - name: everyone
                mirrors:
                  - {name: first, url: "{{{mirrors[0]}}}"}
                  - {name: second, url: "{{{mirrors[1]}}}"}
            default: [first, second]
            """);
        await using var nginx = await NginxEdge.StartAsync(policy, "--njs");
        using var connection = new RawConnection(nginx.Url);
        var answer = await connection.SendAsync($"GET {BlobPath} HTTP/1.1\r\nHost: registry.example.org\r\n\r\n", isHead: false);
        answer.Status.ShouldBe(307);
        return answer.HeadersNamed("Location");
    }
}
