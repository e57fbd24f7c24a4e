using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>
/// Requests that no honest client sends, byte by byte: refused or sent to the upstream, nothing of them in a header, nothing in the
/// log, and the next request is answered (request rule 7).
/// </summary>
public sealed class HostileRequestsTests(AnswersFixture fixture) : IClassFixture<AnswersFixture>
{
    private const string Rest = " HTTP/1.1\r\nHost: registry.example\r\nConnection: close\r\n";

    private RunningRedirector Server => fixture.Server;

    public static TheoryData<string, string, int[]> Requests => new()
    {
        { "64 KB path", $"GET /v2/{new string('a', 65_536)}{Rest}\r\n", [414] },
        { "longest request line", $"GET /v2/{new string('a', 8_000)}/tags/list{Rest}\r\n", [307] },
        { "200 headers", $"GET /v2/{Rest}{string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: injected\r\n"))}\r\n", [431] },
        { "64 KB header", $"GET /v2/{Rest}X: {new string('a', 65_536)}\r\n\r\n", [431] },
        { "encoded NUL", $"GET /v2/a/%00injected{Rest}\r\n", [400] },
        { "raw NUL", $"GET /v2/a/\0injected{Rest}\r\n", [400] },
        { "encoded dots", $"GET /v2/%2e%2e/injected{Rest}\r\n", [400] },
        { "encoded dots and slash", $"GET /v2/a%2F%2e%2e%2Finjected{Rest}\r\n", [400] },
        { "raw dots", $"GET /v2/../../injected{Rest}\r\n", [400] },
        { "encoded CR LF", $"GET /v2/a%0d%0aX-Injected:%20injected{Rest}\r\n", [400] },
        { "encoded CR LF in the query", $"GET /v2/a/tags/list?n=%0d%0aX-Safe:%20yes{Rest}\r\n", [307] },
        { "CR LF in upper case", $"GET /kops/%0D%0AX-Injected:injected{Rest}\r\n", [400] },
        { "raw CR", $"GET /v2/a\rX-Injected:injected{Rest}\r\n", [400] },
        { "raw LF", $"GET /v2/a\nX-Injected:injected{Rest}\r\n", [400] },
        { "raw TAB", $"GET /v2/a\tinjected{Rest}\r\n", [400] },
        { "raw space", $"GET /v2/a injected{Rest}\r\n", [400] },
        { "raw CR in the query", $"GET /v2/a/tags/list?n=\rinjected{Rest}\r\n", [400] },
        { "raw TAB in the query", $"GET /v2/a/tags/list?n=\tinjected{Rest}\r\n", [400] },
        { "raw UTF-8", $"GET /v2/\u00c3\u00a9injected{Rest}\r\n", [400] },
        { "quote", $"GET /v2/a\"injected{Rest}\r\n", [400] },
        { "fragment", $"GET /v2/a#injected{Rest}\r\n", [400] },
        { "backslash", $"GET \\\\injected\\v2{Rest}\r\n", [400] },
        { "digest of 10,000 characters", $"GET /v2/a/blobs/sha256:{new string('a', 10_000)}{Rest}\r\n", [414] },
        { "digest of 7,000 characters", $"GET /v2/a/blobs/sha256:{new string('a', 7_000)}{Rest}\r\n", [307] },
        { "absolute form", $"GET http://registry.example/v2/injected/tags/list{Rest}\r\n", [400] },
        { "absolute form of another host", $"GET http://injected.example/v2/a/tags/list{Rest}\r\n", [400] },
        { "absolute form on HTTP/1.0 without Host", "GET http://injected.example/v2/a/tags/list HTTP/1.0\r\n\r\n", [400] },
        { "absolute form with a user", $"GET http://injected@registry.example/v2/{Rest}\r\n", [400] },
        { "HTTP/1.0 without Host", "GET /v2/a/tags/list HTTP/1.0\r\n\r\n", [307] },
        { "HTTP/1.1 without Host", "GET /v2/ HTTP/1.1\r\nConnection: close\r\n\r\n", [400] },
        { "two Hosts", $"GET /v2/{Rest}Host: injected\r\n\r\n", [400] },
        { "Host with a path", "GET /v2/a/tags/list HTTP/1.1\r\nHost: registry.example/injected\r\nConnection: close\r\n\r\n", [400] },
        { "Host with a user", "GET /v2/a/tags/list HTTP/1.1\r\nHost: injected@registry.example\r\nConnection: close\r\n\r\n", [400] },
        { "foreign Host", "GET /v2/a/tags/list HTTP/1.1\r\nHost: injected.example:99\r\nConnection: close\r\n\r\n", [307] },
        { "CONNECT", "CONNECT injected.example:443 HTTP/1.1\r\nHost: injected.example:443\r\nConnection: close\r\n\r\n", [405] },
        { "CONNECT of a path", $"CONNECT /v2/injected{Rest}\r\n", [405] },
        { "OPTIONS *", $"OPTIONS *{Rest}\r\n", [405] },
        { "GET *", $"GET *{Rest}\r\n", [405] },
        { "GET of nothing", "GET  HTTP/1.1\r\nHost: registry.example\r\n\r\n", [400] },
        { "two targets", $"GET /v2/ /injected{Rest}\r\n", [400] },
        { "HTTP/0.9", "GET /v2/\r\n\r\n", [400] },
        { "HTTP/9.9", "GET /v2/ HTTP/9.9\r\nHost: injected\r\n\r\n", [505] },
        { "TLS hello", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003injected\r\n\r\n", [400] },
        { "XFF with 1,000 entries", $"GET /v2/a/tags/list{Rest}X-Forwarded-For: {string.Join(", ", Enumerable.Repeat("198.51.100.1", 1000))}\r\n\r\n", [307] },
        { "XFF with 1,000 empty entries", $"GET /v2/a/tags/list{Rest}X-Forwarded-For: {new string(',', 1000)}\r\n\r\n", [307] },
        { "XFF of garbage", $"GET /v2/a/tags/list{Rest}X-Forwarded-For: injected\", [::, %00\r\n\r\n", [307] },
        { "body on a GET", $"GET /v2/a/tags/list{Rest}Content-Length: 8\r\n\r\ninjected", [307] },
        { "chunked body on a GET", $"GET /v2/a/tags/list{Rest}Transfer-Encoding: chunked\r\n\r\n8\r\ninjected\r\n0\r\n\r\n", [307] },
        { "body of 1 GB announced", $"POST /v2/a/blobs/uploads/{Rest}Content-Length: 1000000000\r\n\r\ninjected", [405] },
        { "Content-Length and chunked", $"GET /v2/a/tags/list{Rest}Content-Length: 8\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [307] },
        { "folded header", $"GET /v2/a/tags/list{Rest}X: a\r\n injected: b\r\n\r\n", [400] },
        { "header without a name", $"GET /v2/a/tags/list{Rest}: injected\r\n\r\n", [400] },
        { "NUL in a header", $"GET /v2/a/tags/list{Rest}User-Agent: \0injected\r\n\r\n", [400] },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_ThatNoHonestClientSends_DoesNoHarm(string what, string request, int[] statuses)
    {
        var answer = await Server.SendAsync(request);
        statuses.ShouldContain(answer.Status, what);
        if (answer.Status == 307) answer.Location!.ShouldStartWith(RunningRedirector.BaseOf(Server.Upstream) + "/v2/prod/images/a");
        foreach (var (name, value) in answer.Headers) $"{name}: {value}".ShouldNotContain("injected", Case.Insensitive, what);
        answer["Server"].ShouldBeNull();
        if (answer.Status is 414 or 431 or 505) answer.Body.ShouldBeEmpty("what Kestrel itself refuses has no body: rule 14");
        await ShouldGoOnAsync();
    }

    [Fact]
    public async Task Request_GarbageBehindIt_IsRefusedByItself()
    {
        var answers = await RawHttp.ExchangeAsync(Server.Address, "GET /v2/ HTTP/1.1\r\nHost: a\r\n\r\nInjected garbage\r\n\r\nGET /v2/ HTTP/1.1\r\nHost: a\r\n\r\n");
        answers.Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3]).ShouldBe(["200", "400"]);
        await ShouldGoOnAsync();
    }

    [Fact]
    public async Task Request_SmuggledBehindABody_IsNoRequest()
    {
        const string smuggled = "GET /v2/injected/tags/list HTTP/1.1\r\nHost: a\r\n\r\n";
        var answers = await RawHttp.ExchangeAsync(Server.Address, $"GET /v2/a/tags/list HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {smuggled.Length}\r\n\r\n{smuggled}");
        answers.ShouldNotContain("injected");
        await ShouldGoOnAsync();
    }

    private async Task ShouldGoOnAsync()
    {
        (await Server.GetAsync("/v2/")).Status.ShouldBe(200);
        Server.Log.ShouldBeQuiet();
    }
}
