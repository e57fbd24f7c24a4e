using System.Net;
using Fairlead.SystemTests.Clients;

namespace Fairlead.SystemTests.Edges;

/// <summary>The table of differences of HAProxy, row by row.</summary>
public sealed class HaproxyDifferenceTests(HaproxyRows rows) : IClassFixture<HaproxyRows>
{
    public static TheoryData<string, string, string> Rows { get; } = new()
    {
        // lines and headers over the limits
        { $"GET /v2/{new string('a', 9_000)} HTTP/1.1\r\nHost: a\r\n\r\n", "414", $"307 https://registry.example.org/v2/{new string('a', 9_000)}" },
        { $"GET /v2/{new string('a', 16_000)} HTTP/1.1\r\nHost: a\r\n\r\n", "414", "400" },
        { EdgeRows.Manifest + $"Host: a\r\nX: {new string('a', 15_500)}\r\n\r\n", EdgeRows.Redirect, "400" },
        { EdgeRows.Manifest + $"Host: a\r\nX: {new string('a', 20_000)}\r\n\r\n", "431", "400" },
        { EdgeRows.Manifest + $"Host: a\r\n{string.Concat(Enumerable.Range(0, 70).Select(i => $"X-{i}: a\r\n"))}\r\n", "431", EdgeRows.Redirect },
        { EdgeRows.Manifest + $"Host: a\r\n{string.Concat(Enumerable.Range(0, 101).Select(i => $"X-{i}: a\r\n"))}\r\n", "431", "400" },
        // what is not HTTP/1.1
        { EdgeRows.Manifest + "Host: a\r\nX: a\0b\r\n\r\n", "400", EdgeRows.Redirect },
        { EdgeRows.Manifest + "Host: a\r\nX: a\r\n b\r\n\r\n", "400", EdgeRows.Redirect },
        { EdgeRows.Manifest + "Host: a\r\nX: \u00e9\r\n\r\n", "400", EdgeRows.Redirect },
        { EdgeRows.Manifest + "Host: a\r\nX(: a\r\n\r\n", EdgeRows.Redirect, "400" },
        { EdgeRows.Manifest + "Host: a\r\nHost: a\r\n\r\n", "400", EdgeRows.Redirect },
        { EdgeRows.Manifest + "Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", "400", EdgeRows.Redirect },
        { "GET /v2/pause/manifests/1 HTTP/1.2\r\nHost: a\r\n\r\n", "505", EdgeRows.Redirect },
        { "GET /v2/pause/manifests/1 HTTP/2.0\r\nHost: a\r\n\r\n", "505", EdgeRows.Redirect },
        // targets that Kestrel takes for another method's
        { "GET example.org HTTP/1.1\r\nHost: a\r\n\r\n", "405", "400" },
        { "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "405", "400" },
        // methods that it takes for its own
        { "CONNECT /v2/pause/manifests/1 HTTP/1.1\r\nHost: a\r\n\r\n", "405", "400" },
        { "PRI /v2/pause/manifests/1 HTTP/1.1\r\nHost: a\r\n\r\n", "405", "400" },
        { EdgeRows.Manifest + "Host: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", EdgeRows.Redirect, "400" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row_Request_IsAnsweredOtherwise(string request, string serve, string haproxy) => (await rows.AskAsync(request)).ShouldBe((serve, haproxy));

    [Fact]
    public async Task Refusal_OfHaproxyItself_HasItsBody()
    {
        var answer = await RawHttp.SendAsync(rows.Proxy, EdgeRows.Manifest + "Host: a\r\nX(: a\r\n\r\n");

        (answer.Status, answer.Header("Content-Type")).ShouldBe((400, "text/html"));
    }

    /// <summary>Not rows: what was thought to differ, and doesn't.</summary>
    [Theory]
    [InlineData(EdgeRows.Manifest + "\r\n", "400")]
    [InlineData("GET /v2/pause/manifests/1 HTTP/1.0\r\n\r\n", EdgeRows.Redirect)]
    [InlineData(EdgeRows.Manifest + "Host:\r\n\r\n", EdgeRows.Redirect)]
    [InlineData(EdgeRows.Manifest + "Host: other.example.org:x\r\n\r\n", "400")]
    [InlineData(EdgeRows.Manifest + "Host: a b\r\n\r\n", "400")]
    [InlineData(EdgeRows.Manifest + "Host: [::1\r\n\r\n", "400")]
    [InlineData(EdgeRows.Manifest + "Host: [::1]:80\r\n\r\n", EdgeRows.Redirect)]
    [InlineData(EdgeRows.Manifest + "Host: !$&'()-._~\r\n\r\n", EdgeRows.Redirect)]
    [InlineData("get /v2/pause/manifests/1 HTTP/1.1\r\nHost: a\r\n\r\n", "405")]
    public async Task Request_ThatIsOdd_IsAnsweredAsByServe(string request, string answer) => (await rows.AskAsync(request)).ShouldBe((answer, answer));

    [Fact]
    public async Task SeveralLinesOfAHeader_OnlyTheSecondIsMet_IsMet()
    {
        var oslo = $"307 https://oslo.example.org/sha256:{new string('0', 64)}";
        (await rows.AskAsync(EdgeRows.Blob + "Host: a\r\nX-Site: bergen\r\nX-Site: oslo\r\n\r\n")).ShouldBe((oslo, oslo));
    }

    /// <summary>Over TLS HAProxy speaks HTTP/2, where the URL has a scheme and a host in it; here without, to a server that is known to speak it.</summary>
    [Theory]
    [InlineData("/v2/pause/manifests/1?ns=a&b", 307, "https://registry.example.org/v2/pause/manifests/1?b")]
    [InlineData("/v2/pause//manifests/1", 400, null)]
    [InlineData("/v2/", 200, null)]
    public async Task Http2_Request_IsAnsweredByTheRules(string target, int status, string? location)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var client = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.GetAsync(new Uri(rows.Proxy, target), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode, answer.Headers.Location?.OriginalString).ShouldBe((status, location));
    }
}
