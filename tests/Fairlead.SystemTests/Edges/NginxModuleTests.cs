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
    private const string Request = $"GET {BlobPath} HTTP/1.1\r\nHost: registry.example.org\r\nAuthorization: Bearer secret\r\nCookie: a=b\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: 5\r\n\r\nhello";

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

    /// <summary>Whoever is asked gives nginx no orders: neither by a redirect nor by a header of nginx's own, which would lead to another location.</summary>
    [Theory]
    [InlineData(200, "X-Accel-Redirect", "/%refused")]
    [InlineData(307, "Location", "https://elsewhere.example.org/")]
    public async Task Blob_MirrorAnswersWithOrders_AreNotFollowed(int status, string name, string value)
    {
        await using var ordering = await LoopbackHttp.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers[name] = value;
            return Task.CompletedTask;
        });
        await using var holding = await NginxMirror.StartAnsweringAsync(200);

        var url = $"{ordering.Url}containers/images/{Digest}";
        (await AskAsync($"{ordering.Url}containers/images/{{digest}}", holding.UrlTemplate)).ShouldBe([status == 200 ? url : UrlAt(holding)]);
    }

    /// <summary>Of the client's request a mirror sees the digest alone.</summary>
    [Fact]
    public async Task Blob_QuestionToAMirror_HasNothingOfTheClient()
    {
        var headers = new List<string>();
        await using var mirror = await LoopbackHttp.StartAsync(context =>
        {
            headers.AddRange(context.Request.Headers.Select(header => $"{header.Key}: {header.Value}"));
            return Task.CompletedTask;
        });

        await AskAsync($"{mirror.Url}{{digest}}", $"{mirror.Url}{{digest}}");

        headers.Order(StringComparer.Ordinal).ShouldBe(["Connection: close", $"Host: {mirror.Url.Authority}", "User-Agent: fairlead-nginx"]);
    }

    /// <summary>A row of the table: the module keeps nothing between requests.</summary>
    [Fact]
    public async Task Blob_AskedForTwice_IsTwoQuestions()
    {
        await using var holding = await NginxMirror.StartAnsweringAsync(200);
        using var directory = new TempDirectory();
        await using var nginx = await NginxEdge.StartAsync(Policy(directory, holding.UrlTemplate, holding.UrlTemplate), "--njs");

        for (var i = 0; i < 2; i++) (await RawHttp.SendAsync(nginx.Url, Request)).Status.ShouldBe(307);

        (await holding.Log.TakeAsync()).Count().ShouldBe(2);
    }

    private static string UrlAt(NginxMirror mirror) => mirror.UrlTemplate.Replace("{digest}", Digest, StringComparison.Ordinal);

    /// <summary>Every Location that nginx answers a blob with, where these are its mirrors.</summary>
    private static async Task<IEnumerable<string>> AskAsync(params string[] mirrors)
    {
        using var directory = new TempDirectory();
        await using var nginx = await NginxEdge.StartAsync(Policy(directory, mirrors[0], mirrors[1]), "--njs");
        using var connection = new RawConnection(nginx.Url);
        var answer = await connection.SendAsync(Request, isHead: false);
        answer.Status.ShouldBe(307);
        return answer.HeadersNamed("Location");
    }

    private static string Policy(TempDirectory directory, string first, string second) => directory.Write("policy.yaml", $$$"""
        upstream: {registry: "{{{Upstream}}}"}
        presence: {timeout: 1s}
        providers:
          - name: everyone
            mirrors:
              - {name: first, url: "{{{first}}}"}
              - {name: second, url: "{{{second}}}"}
        default: [first, second]
        """);
}
