using System.Net;
using Fairlead.Artifacts.Probing;

namespace Fairlead.Tests.Artifacts.Probing;

public sealed class ReachGuardTests
{
    [Theory]
    [InlineData("192.0.2.1", "World")]
    [InlineData("2001:db8::1", "World")]
    [InlineData("11.0.0.0", "World")]
    [InlineData("172.15.255.255", "World")]
    [InlineData("172.32.0.0", "World")]
    [InlineData("::2", "World")]
    [InlineData("10.255.255.255", "Site")]
    [InlineData("172.16.0.1", "Site")]
    [InlineData("192.168.7.7", "Site")]
    [InlineData("100.127.0.1", "Site")]
    [InlineData("fd00::1", "Site")]
    [InlineData("::ffff:10.0.0.1", "Site")]
    [InlineData("0.0.0.0", "Machine")]
    [InlineData("127.0.0.53", "Machine")]
    [InlineData("169.254.169.254", "Machine")]
    [InlineData("::ffff:169.254.169.254", "Machine")]
    [InlineData("64:ff9b::a9fe:a9fe", "Machine")]
    [InlineData("64:ff9b::c000:201", "World")]
    [InlineData("2002:7f00:1::1", "Machine")]
    [InlineData("2002:a00:1::1", "Site")]
    [InlineData("2002:c000:201::1", "World")]
    [InlineData("fec0::1", "Site")]
    [InlineData("::", "Machine")]
    [InlineData("::1", "Machine")]
    [InlineData("fe80::1", "Machine")]
    public void Of_Address_IsFromWhereItIsReached(string address, string reach) => ReachGuard.Of(IPAddress.Parse(address)).ToString().ShouldBe(reach);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Connect_FromAPublicRedirectorToThisMachine_IsRefused(string host)
    {
        await using var here = await LyingRedirector.StartAsync(_ => throw new InvalidOperationException("nobody is to come here"));
        using var http = ProbeHttp.Create(new ReachGuard(new Uri("https://registry.example"), admin: null));
        var refused = await Should.ThrowAsync<HttpRequestException>(() => AskAsync(http, new Uri($"http://{host}:{here.BaseAddress.Port}/")));
        refused.ToString().ShouldContain("where not everybody gets who can reach the redirector: it is not asked");
    }

    [Fact]
    public async Task Connect_ToTheAdminPortThatTheUserNames_IsMade()
    {
        await using var here = await LyingRedirector.StartAsync(context => context.Response.StatusCode = 204);
        using var http = ProbeHttp.Create(new ReachGuard(new Uri("https://registry.example"), here.BaseAddress));
        (await AskAsync(http, here.BaseAddress)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Connect_FromARedirectorOnThisMachine_GoesAnywhere()
    {
        await using var redirector = await LyingRedirector.StartAsync(_ => { });
        await using var mirror = await LyingRedirector.StartAsync(context => context.Response.StatusCode = 204);
        using var http = ProbeHttp.Create(new ReachGuard(redirector.BaseAddress, admin: null));
        (await AskAsync(http, redirector.BaseAddress)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(http, mirror.BaseAddress)).ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpMessageInvoker http, Uri url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
