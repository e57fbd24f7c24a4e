using System.Net;
using System.Net.Sockets;
using System.Text;
using Fairlead.Demo.Behaviours;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>The port that proxies ask.</summary>
public sealed class EdgeApplicationTests(EdgeFixture fixture) : IClassFixture<EdgeFixture>
{
    private const string InParis = "X-Fairlead-Peer: " + RunningRedirector.InParis + "\r\n";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30); // what hangs so long has failed
    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";

    private RunningRedirector Server => fixture.Server;

    private string Near => $"{Server.Near.BaseAddress.AbsoluteUri}";

    private string Upstream => RunningRedirector.BaseOf(Server.Upstream);

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task ExtAuthz_ABlob_IsRedirectedByTheClientsAddress(string method)
    {
        var paris = await AskAsync($"/edge/ext_authz{s_blob}", InParis, method);
        (paris.Status, paris["Cache-Control"], paris.Body).ShouldBe((307, "no-store", ""));
        paris.Location!.ShouldStartWith(Near);
        (await AskAsync($"/edge/ext_authz{s_blob}", "X-Forwarded-For: 192.0.2.10, 10.0.0.1\r\n", method)).Location.ShouldBe(paris.Location);
        (await AskAsync($"/edge/ext_authz{s_blob}", "X-Forwarded-For: 192.0.2.10, 10.0.0.1, 203.0.113.10\r\nx-envoy-internal: true\r\n", method)).Location!
            .ShouldStartWith(Upstream, customMessage: "a client can't say that it is in Paris");
    }

    [Theory]
    [InlineData("GET", "/v2/", 200)]
    [InlineData("GET", "/_/healthz", 200)]
    [InlineData("GET", "/", 307)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/v2/_catalog", 404)]
    [InlineData("GET", "/v2/a/tags/list?n=1&ns=x", 307)]
    [InlineData("GET", "", 400)]
    [InlineData("GET", "?x", 400)]
    [InlineData("GET", "x", 400)]
    [InlineData("GET", "http://evil.example/v2/a/tags/list", 400)]
    [InlineData("GET", "//evil.example/v2/", 400)]
    [InlineData("GET", "/v2/../../edge/authority", 400)]
    [InlineData("GET", "/%2e%2e/authority", 400)]
    [InlineData("GET", "/v2/a%0d%0aLocation:%20http://evil.example", 400)]
    [InlineData("POST", "/v2/a/blobs/uploads/", 405)]
    [InlineData("DELETE", "/v2/a/manifests/x", 405)]
    [InlineData("BREW", "/v2/", 405)]
    [InlineData("OPTIONS", "*", 405)]
    public async Task ExtAuthz_AnyTargetAndMethod_IsAnsweredAsByTheDataPort(string method, string target, int status)
    {
        var answer = await AskAsync("/edge/ext_authz" + target, InParis, method);
        answer.Status.ShouldBe(status);
        if (status == 405) answer["Allow"].ShouldBe("GET, HEAD");
        foreach (var (name, value) in answer.Headers) $"{name}: {value}".ShouldNotContain("evil");
        if (target.Length == 0 || target[0] != '/') return; // the data port's own target can't be such a one, or is refused by Kestrel
        var data = await Server.GetAsync(target, method: method);
        (answer.Status, answer.Location, answer.Body, answer["Content-Type"]).ShouldBe((data.Status, data.Location, data.Body, data["Content-Type"]));
    }

    [Theory]
    [InlineData("X-Original-Path: /v2/evil/tags/list\r\n")]
    [InlineData("Location: http://evil.example/\r\nX-Redirect-Status: 302\r\n")]
    [InlineData("X-Forwarded-Host: evil.example\r\nX-Original-URL: http://evil.example/\r\nX-Envoy-Original-Path: /evil\r\nX-Rewrite-URL: /evil\r\n")]
    [InlineData("X-Forwarded-For: evil\r\nForwarded: for=evil;host=evil.example\r\nX-Real-IP: evil\r\n")]
    public async Task ExtAuthz_HeadersOfAClient_ChooseNoLocation(string headers)
    {
        var answer = await AskAsync("/edge/ext_authz/v2/a/tags/list", headers);
        (answer.Status, answer.Location).ShouldBe((307, $"{Upstream}/v2/a/tags/list"));
        answer["X-Redirect-Status"].ShouldBeNull();
    }

    [Fact]
    public async Task ExtAuthz_HostAndHeadersOfThePolicy_Count()
    {
        (await AskAsync("/edge/ext_authz/v2/a/tags/list", InParis, host: "other.example:80")).Location.ShouldBe("https://other.upstream.example:8443/v2/a/tags/list");
        (await AskAsync($"/edge/ext_authz{s_blob}", InParis + "X-Team: far\r\n")).Location!.ShouldStartWith(Server.Far.BaseAddress.AbsoluteUri);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/edge")]
    [InlineData("/edge/")]
    [InlineData("/edge/authority/")]
    [InlineData("/edge/authority?x")]
    [InlineData("/edge/authorityx")]
    [InlineData("/Edge/ext_authz/v2/")]
    [InlineData("/v2/")]
    [InlineData("/_/healthz")]
    [InlineData("/metrics")]
    [InlineData("/readyz")]
    [InlineData("/explain?address=192.0.2.1&path=/v2/")]
    [InlineData("http://registry.example/edge/authority")]
    public async Task Other_Targets_AreNotFound(string target)
    {
        var answer = await AskAsync(target, InParis);
        (answer.Status, answer.Location).ShouldBe((404, null));
        answer.Body.ShouldBe("there are /edge/ext_authz/... and /edge/authority\n");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Authority_APath_IsTheHostOfItsRedirect(string method)
    {
        var answer = await AskAsync("/edge/authority", $"X-Real-IP: {RunningRedirector.InParis}\r\nX-Original-Path: {s_blob}\r\n", method);
        (answer.Status, answer["X-Redirect-Status"], answer["Cache-Control"]).ShouldBe((200, "307", "no-store"));
        answer.Location!.ShouldStartWith(Near);
        answer.Body.ShouldBe(method == "HEAD" ? "" : Server.Near.BaseAddress.Authority);
    }

    [Theory]
    [InlineData("/v2/", 200)]
    [InlineData("/nothing", 404)]
    [InlineData("", 400)]
    [InlineData("http://evil.example/v2/a/tags/list", 400)]
    [InlineData("//evil.example/", 400)]
    [InlineData("/v2/a\r\nX-Original-Path: /v2/evil", 400)]
    public async Task Authority_APathWithoutRedirect_IsAnsweredAsByTheDataPort(string path, int status)
    {
        var answer = await AskAsync("/edge/authority", $"X-Real-IP: {RunningRedirector.InParis}\r\nX-Original-Path: {path}\r\n");
        (answer.Status, answer.Location, answer["X-Redirect-Status"]).ShouldBe((status, null, null));
        answer.Body.ShouldNotContain("evil");
    }

    [Fact]
    public async Task Authority_AnotherMethod_IsRefused()
    {
        var answer = await AskAsync("/edge/authority", $"{InParis}X-Original-Path: {s_blob}\r\n", "POST");
        (answer.Status, answer["Allow"]).ShouldBe((405, "GET, HEAD"));
    }

    [Theory]
    [InlineData(RunningRedirector.InParis, true)]
    [InlineData(RunningRedirector.Elsewhere, false)]
    [InlineData("garbage", false)]
    public async Task Authority_WithoutAPath_IsTheHostOfTheClientsMirror(string client, bool isMirror)
    {
        var answer = await AskAsync("/edge/authority", $"X-Real-IP: {client}\r\n");
        (answer.Status, answer["Cache-Control"], answer["Content-Type"], answer.Location).ShouldBe((200, "no-store", "text/plain", null));
        answer.Body.ShouldBe(isMirror ? Server.Near.BaseAddress.Authority : Server.Upstream.BaseAddress.Authority);
    }

    [Fact]
    public async Task Authority_WithoutAPathByAnotherHost_IsItsUpstream() =>
        (await AskAsync("/edge/authority", "X-Real-IP: 203.0.113.10\r\n", host: "other.example")).Body.ShouldBe("other.upstream.example:8443");

    [Theory]
    [InlineData("/edge/ext_authz/v2/", "")]
    [InlineData("/edge/authority", "X-Original-Path: /v2/\r\n")]
    [InlineData("/edge/authority", "")]
    public async Task Clients_OfEveryQuestion_AreCounted(string target, string headers)
    {
        var before = (await Server.MetricsAsync())["fairlead_client_address_total{outcome=\"malformed\"}"];
        await AskAsync(target, "X-Fairlead-Peer: garbage\r\n" + headers);
        (await Server.MetricsAsync())["fairlead_client_address_total{outcome=\"malformed\"}"].ShouldBe(before + 1);
    }

    [Fact]
    public async Task Questions_AreCountedAsRequests()
    {
        const string counted = "fairlead_decision_seconds_count{asked=\"false\"}";
        var before = (await Server.MetricsAsync())[counted];
        await AskAsync("/edge/ext_authz/v2/", InParis);
        (await Server.MetricsAsync())[counted].ShouldBe(before + 1);
    }

    [Theory]
    [InlineData(8_000, 307)]
    [InlineData(9_000, 414)]
    public async Task Target_AsLongAsTheDataPortsMayBe_HasRoom(int length, int status) =>
        (await AskAsync($"/edge/ext_authz/v2/{new string('a', length)}/tags/list", InParis)).Status.ShouldBe(status);

    [Theory]
    [InlineData(20_000, 200)]
    [InlineData(40_000, 431)]
    public async Task Headers_AsLargeAsTheDataPortsMayBeTwice_HaveRoom(int length, int status) =>
        (await AskAsync("/edge/ext_authz/v2/", $"X-Forwarded-For: {new string(',', length)}192.0.2.1\r\n")).Status.ShouldBe(status);

    [Fact]
    public async Task Body_OfAQuestion_IsNotRead() =>
        (await AskAsync("/edge/ext_authz/v2/", InParis + "Content-Length: 1000000000\r\n", "POST")).Status.ShouldBe(405);

    [Fact]
    public async Task Stop_WhileTheDataPortIsStuck_ClosesTheEdge()
    {
        await using var server = await RunningRedirector.StartAsync(time: new ManualTime(), changeOptions: options => options with { Edge = new IPEndPoint(IPAddress.Loopback, 0) });
        var hang = Behaviour.Hang();
        server.Near.Behaviour = hang;
        var stuck = server.GetAsync(s_blob, RunningRedirector.InParis);
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, server.Edge.Port, TestContext.Current.CancellationToken);
        await idle.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /edge/authority HTTP/1.1\r\nHost: x\r\n\r\n"), TestContext.Current.CancellationToken);

        var stopping = server.StopAsync(TimeSpan.Zero, CancellationToken.None);
        try
        {
            await new StreamReader(idle.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience); // ends where the connection does
            stopping.IsCompleted.ShouldBeFalse("the data port waits for its request");
        }
        finally
        {
            hang.Release();
            await stuck;
            await stopping;
        }
    }

    private Task<RawAnswer> AskAsync(string target, string headers = "", string method = "GET", string host = "registry.example") =>
        RawHttp.SendAsync(Server.Edge, $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
}
