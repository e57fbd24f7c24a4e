using System.Text.Json;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>Routes and artifacts that ask for headers, and the path of <c>pages.health</c>, over HTTP: request rules 2, 10 and 13.</summary>
public sealed class HeaderRoutesTests : IAsyncLifetime
{
    private const string Policy = RunningRedirector.TwoMirrors + """

        pages: {health: /_/healthz}
        routes:
          - {when: {header: {X-Site: [one, eins]}}, use: [], upstream: {registry: "https://one.example"}}
          - {when: {provider: cloud, header: {X-Site: two, X-Tier: gold}}, use: [cloud-us-east-1]}
        artifacts:
          - {path: /, host: one.example, when: {header: {X-Site: one}}}
          - {path: /kops/, host: kops.example}
        """;

    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";
    private RunningRedirector _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningRedirector.StartAsync(Policy);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("", "near")]
    [InlineData("X-Site: one\r\n", "https://one.example")]
    [InlineData("x-site:  eins \r\n", "https://one.example")]
    [InlineData("X-Site: none\r\nX-Site: eins\r\n", "https://one.example")]
    [InlineData("X-Site: ONE\r\n", "near")]
    [InlineData("X-Site: one, eins\r\n", "near")]
    [InlineData("X-Site:\r\n", "near")]
    [InlineData("X-Site: two\r\n", "near")]
    [InlineData("X-Site: two\r\nX-Tier: gold\r\n", "far")]
    public async Task Blob_Headers_ChooseTheRoute(string headers, string where)
    {
        var url = where switch
        {
            "near" => _server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString,
            "far" => _server.Far.UrlOf(RunningRedirector.Held.Digest).OriginalString,
            _ => where + s_blob,
        };
        var answer = await _server.GetAsync(s_blob, RunningRedirector.InParis, headers: headers);
        (answer.Status, answer.Location).ShouldBe((307, url));
        answer["Cache-Control"].ShouldBe("no-store", "so that no cache needs a Vary");
        answer["Vary"].ShouldBeNull();
    }

    [Fact]
    public async Task Manifest_Headers_ChooseTheUpstream() =>
        (await _server.GetAsync("/v2/a/manifests/v1", headers: "X-Site: one\r\n")).Location.ShouldBe("https://one.example/v2/a/manifests/v1");

    [Theory]
    [InlineData("/kops/x?y", "", "https://kops.example/kops/x?y")]
    [InlineData("/kops/x?y", "X-Site: one\r\n", "https://one.example/kops/x?y")]
    [InlineData("/other", "X-Site: one\r\n", "https://one.example/other")]
    [InlineData("/other", "X-Site: eins\r\n", null)]
    public async Task Artifact_Headers_ChooseTheHost(string target, string headers, string? location)
    {
        var answer = await _server.GetAsync(target, headers: headers);
        (answer.Status, answer.Location).ShouldBe((location is null ? 404 : 307, location));
    }

    [Theory]
    [InlineData("/_/healthz", "", 200, "ok\n", null)]
    [InlineData("/_/healthz?x=y", "", 200, "ok\n", null)]
    [InlineData("/_/healthz", "X-Site: one\r\n", 200, "ok\n", null)]
    [InlineData("/_/healthz/", "", 404, "404\n", null)]
    [InlineData("/_/healthz/x", "X-Site: one\r\n", 307, "", "https://one.example/_/healthz/x")]
    public async Task Health_ItsOnePath_Is200BeforeAnyArtifact(string target, string headers, int status, string body, string? location)
    {
        var answer = await _server.GetAsync(target, headers: headers);
        (answer.Status, answer.Body, answer.Location).ShouldBe((status, body, location));
    }

    [Fact]
    public async Task Health_Head_HasNoBody()
    {
        var answer = await _server.GetAsync("/_/healthz", method: "HEAD");
        (answer.Status, answer.Body, answer["Content-Length"]).ShouldBe((200, "", "3"));
        (await _server.GetAsync("/_/healthz", method: "POST")).Status.ShouldBe(405);
    }

    [Fact]
    public async Task Explain_Headers_SaysWhatSuchARequestGets()
    {
        const string question = "/explain?address=192.0.2.10&path=/v2/a/manifests/v1";
        Why((await _server.AskAdminAsync(question)).Body).ShouldBe("provider");
        Why((await _server.AskAdminAsync(question + "&header=X-Site:%20one")).Body).ShouldBe("route 1");
        Why((await _server.AskAdminAsync(question + "&header=x-tier:gold&header=x-site:two")).Body).ShouldBe("route 2");
        (await _server.AskAdminAsync(question + "&header=nonsense")).Status.ShouldBe(400);
    }

    private static string? Why(string json) => JsonDocument.Parse(json).RootElement.GetProperty("why").GetString();
}
