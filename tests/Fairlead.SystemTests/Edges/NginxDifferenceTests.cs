using Fairlead.SystemTests.Clients;

namespace Fairlead.SystemTests.Edges;

/// <summary>The table of differences of nginx, row by row.</summary>
public sealed class NginxDifferenceTests(NginxRows rows) : IClassFixture<NginxRows>
{
    /// <summary>Rows that the form with the module has, too.</summary>
    public static TheoryData<string, string, string> Shared { get; } = new()
    {
        // lines and headers over the limits
        { EdgeRows.Manifest + $"Host: a\r\nX: {new string('a', 9_000)}\r\n\r\n", EdgeRows.Redirect, "431" },
        { EdgeRows.Manifest + $"Host: a\r\n{string.Concat(Enumerable.Range(0, 70).Select(i => $"X-{i}: a\r\n"))}\r\n", "431", EdgeRows.Redirect },
        // a Host that is empty, or has a tab beside it
        { EdgeRows.Manifest + "Host:\r\n\r\n", EdgeRows.Redirect, "400" },
        { EdgeRows.Manifest + "Host: other.example.org\t\r\n\r\n", "307 https://other-upstream.example.org/v2/pause/manifests/1", "400" },
        { EdgeRows.Manifest + "Host: other..example.org\r\n\r\n", EdgeRows.Redirect, "400" },
        // targets that Kestrel takes for another method's
        { "GET example.org HTTP/1.1\r\nHost: a\r\n\r\n", "405", "400" },
        { "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "405", "400" },
        // conditions, where the answer is 200
        { "GET /v2/ HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n", "200", "304" },
        { "GET /v2/ HTTP/1.1\r\nHost: a\r\nIf-Match: a\r\n\r\n", "200", "412" },
        // several lines of what may come once
        { EdgeRows.Manifest + "Host: a\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", EdgeRows.Redirect, "400" },
        { EdgeRows.Manifest + "Host: a\r\nIf-Match: a\r\nIf-Match: b\r\n\r\n", EdgeRows.Redirect, "400" },
        { EdgeRows.Manifest + "Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", EdgeRows.Redirect, "400" },
        // what is not HTTP/1.1
        { EdgeRows.Manifest + "Host: a\r\nnocolon\r\n\r\n", "400", EdgeRows.Redirect },
        { EdgeRows.Manifest + "Host: a\r\nX: \u00e9\r\n\r\n", "400", EdgeRows.Redirect },
        { "GET /v2/pause/manifests/1 HTTP/1.2\r\nHost: a\r\n\r\n", "505", EdgeRows.Redirect },
        { "GET /v2/pause/manifests/1\r\n\r\n", "400", "0" },
        { EdgeRows.Manifest + "Host: a\r\nTransfer-Encoding: gzip\r\n\r\n", "400", "501" },
        // more than 8 runs of ns parameters
        {
            "GET /v2/a?ns&a&ns&b&ns&c&ns&d&ns&e&ns&f&ns&g&ns&h&ns HTTP/1.1\r\nHost: a\r\n\r\n",
            "307 https://registry.example.org/v2/a?a&b&c&d&e&f&g&h", "307 https://registry.example.org/v2/a?a&b&c&d&e&f&g&h&ns"
        },
    };

    [Theory]
    [MemberData(nameof(Shared))]
    public async Task Row_Request_IsAnsweredOtherwise(string request, string serve, string nginx) => (await rows.AskAsync(request)).ShouldBe((serve, nginx));

    [Fact]
    public async Task SeveralLinesOfAHeader_OnlyTheSecondIsMet_IsNotMet() =>
        (await rows.AskAsync(EdgeRows.Blob + "Host: a\r\nX-Site: bergen\r\nX-Site: oslo\r\n\r\n"))
            .ShouldBe(($"307 https://oslo.example.org/sha256:{new string('0', 64)}", $"307 https://usual.example.org/sha256:{new string('0', 64)}"));

    [Theory]
    [InlineData(EdgeRows.Manifest + "Host: a\r\n\r\n")]
    [InlineData("GET /v2/a%zz HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task Server_Header_IsThere(string request)
    {
        (await RawHttp.SendAsync(rows.Proxy, request)).Header("Server").ShouldBe("nginx");
        (await RawHttp.SendAsync(rows.Serve, request)).Header("Server").ShouldBeNull();
    }

    /// <summary>Not rows: what was thought to differ, and doesn't.</summary>
    [Theory]
    [InlineData("get /v2/pause/manifests/1 HTTP/1.1\r\nHost: a\r\n\r\n", "405")]
    [InlineData("G!T /v2/pause/manifests/1 HTTP/1.1\r\nHost: a\r\n\r\n", "405")]
    [InlineData("GET /v2/pause/\u0001 HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData(EdgeRows.Manifest + "Host: other.example.org:x\r\n\r\n", "400")]
    [InlineData(EdgeRows.Manifest + "Host: a,b\r\n\r\n", "400")]
    [InlineData(EdgeRows.Manifest + "Host: [::1\r\n\r\n", "400")]
    [InlineData(EdgeRows.Manifest + "Host: [::1]:80\r\n\r\n", EdgeRows.Redirect)]
    [InlineData(EdgeRows.Manifest + "Host: !$&'()-._~\r\n\r\n", EdgeRows.Redirect)]
    public async Task Request_ThatIsOdd_IsAnsweredAsByServe(string request, string answer) => (await rows.AskAsync(request)).ShouldBe((answer, answer));

    /// <summary>nginx has pages of HTML for these; rule 14 has none.</summary>
    [Theory]
    [InlineData("GET /v2/pause/manifests/1 HTTP/2.0\r\nHost: a\r\n\r\n", 505)]
    [InlineData(EdgeRows.Manifest + "Host: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501)]
    [InlineData(EdgeRows.Manifest + "Host: a b\r\n\r\n", 400)]
    public async Task Refusal_OfNginxItself_IsNotHtml(string request, int status)
    {
        var answer = await RawHttp.SendAsync(rows.Proxy, request);

        answer.Status.ShouldBe(status);
        answer.Header("Content-Type").ShouldNotBe("text/html");
        answer.Header("Cache-Control").ShouldBe("no-store");
    }
}
