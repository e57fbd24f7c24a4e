using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>Redirectors that answer otherwise than clients need it.</summary>
public sealed class RedirectTests : IAsyncLifetime
{
    private static readonly Blob s_held = Blob.Of("application/octet-stream", SeededContent.Of(5, 3000));
    private static readonly ProbedBlob s_blob = new("a/b", s_held.Digest, s_held.Size);

    private BlobMirror _mirror = null!;

    public async ValueTask InitializeAsync() => _mirror = await BlobMirror.StartAsync([s_held]);

    public ValueTask DisposeAsync() => _mirror.DisposeAsync();

    [Theory]
    [InlineData(307)]
    [InlineData(302)]
    public async Task Redirect_ByEitherStatus_Passes(int status) =>
        Problems(await ProbeAsync(context => LyingRedirector.Redirect(context, Url, status))).ShouldBeEmpty();

    [Theory]
    [InlineData(301)]
    [InlineData(303)]
    [InlineData(308)]
    public async Task Redirect_ByAStatusThatClientsMayKeep_FailsThatCheckAlone(int status) =>
        Problems(await ProbeAsync(context => LyingRedirector.Redirect(context, Url, status))).ShouldBe([$"redirect: the redirector answers {status}, not 307 or 302"]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("private")]
    [InlineData("max-age=60")]
    public async Task Redirect_ThatCachesMayKeep_FailsThatCheckAlone(string? cacheControl)
    {
        var probe = await ProbeAsync(context =>
        {
            LyingRedirector.Redirect(context, Url);
            context.Response.Headers.CacheControl = cacheControl;
        });
        Problems(probe).Single().ShouldStartWith("no-store: the redirector's answer has no 'Cache-Control: no-store'");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Redirect_ThatIsNone_LeavesNothingToFollow(int status)
    {
        var probe = await ProbeAsync(context => context.Response.StatusCode = status);
        Problems(probe).ShouldBe([$"redirect: the redirector answers {status}, not 307 or 302", "no-store: the redirector's answer has no 'Cache-Control: no-store': a cache could send others to the same place"]);
        (probe.Host, probe.Checks.Single(check => check.Name == "get").Status).ShouldBe((null, CheckStatus.Skipped));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x", "redirects to what is no web address: 'ftp://127.0.0.1/x'")]
    [InlineData("file:///etc/passwd", "redirects to what is no web address: 'file:///etc/passwd'")]
    [InlineData("http://", "redirects to what is no web address: 'http://'")]
    [InlineData("http://me:secret@127.0.0.1/x", "redirects to a URL with a name and password in it, at 127.0.0.1")]
    public async Task Redirect_ToWhereNoClientShouldGo_IsNotFollowed(string location, string problem)
    {
        var probe = await ProbeAsync(context => LyingRedirector.Redirect(context, location));
        Problems(probe).Single().ShouldEndWith(problem);
        Problems(probe).Single().ShouldStartWith("redirect: http://127.0.0.1:");
    }

    [Fact]
    public async Task Redirect_WithoutLocation_SaysSo()
    {
        var probe = await ProbeAsync(context =>
        {
            LyingRedirector.Redirect(context, Url);
            context.Response.Headers.Remove("Location");
        });
        Problems(probe).Single().ShouldEndWith("redirects without saying where to");
    }

    [Fact]
    public async Task Redirect_WithTwoLocations_SaysSo()
    {
        var probe = await ProbeAsync(context =>
        {
            LyingRedirector.Redirect(context, Url);
            context.Response.Headers.Location = new[] { Url, "http://127.0.0.1/other" };
        });
        Problems(probe).Single().ShouldEndWith("redirects to 2 places at once");
    }

    [Fact]
    public async Task Redirect_RedirectorIsDead_FailsEveryRequest()
    {
        var dead = await LyingRedirector.StartAsync(_ => { });
        await dead.StopAsync();
        await using (dead)
        {
            var probe = await LyingRedirector.ProbeAsync(dead, s_blob);
            probe.Checks.Where(check => check.Status == CheckStatus.Failed).Select(check => check.Name).ShouldBe(["redirect", "head", "get", "range-middle", "range-end"]);
        }
    }

    [Fact]
    public async Task Redirect_EmptyBlob_HasNoRanges()
    {
        var empty = Blob.Of("application/octet-stream", default);
        _mirror.Add(empty);
        await using var redirector = await LyingRedirector.StartAsync(context => LyingRedirector.Redirect(context, _mirror.UrlOf(empty.Digest).AbsoluteUri));
        var probe = await LyingRedirector.ProbeAsync(redirector, new ProbedBlob("a/b", empty.Digest, 0));
        probe.Passed.ShouldBeTrue();
        probe.Checks.Where(check => check.Status == CheckStatus.Skipped).Select(check => $"{check.Name}: {check.Detail}").ShouldBe(["range-middle: the blob is empty", "range-end: the blob is empty"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Redirect_TinyBlob_HasRanges(int size)
    {
        var tiny = Blob.Of("application/octet-stream", SeededContent.Of(9, size));
        _mirror.Add(tiny);
        await using var redirector = await LyingRedirector.StartAsync(context => LyingRedirector.Redirect(context, _mirror.UrlOf(tiny.Digest).AbsoluteUri));
        (await LyingRedirector.ProbeAsync(redirector, new ProbedBlob("a/b", tiny.Digest, size))).Checks.ShouldAllBe(check => check.Status == CheckStatus.Passed);
    }

    [Fact]
    public async Task Redirect_FromHttpsToHttp_IsNotFollowed()
    {
        var handler = new StubHandler(url => StubHandler.Redirect("http://mirror.example/blob?signature=secret"));
        var probe = await StubbedAsync(handler);
        Problems(probe).Single().ShouldEndWith("redirects from https to http: http://mirror.example/blob");
        handler.Asked.ShouldAllBe(url => url.Scheme == "https");
    }

    [Fact]
    public async Task Redirect_FromAnHttpsMirrorToHttp_IsNotFollowed()
    {
        var handler = new StubHandler(url => StubHandler.Redirect(url.Host == "registry.example" ? "https://mirror.example/blob" : "http://mirror.example/blob"));
        var probe = await StubbedAsync(handler);
        Problems(probe).First().ShouldBe("head: https://mirror.example/blob redirects from https to http: http://mirror.example/blob");
        handler.Asked.ShouldAllBe(url => url.Scheme == "https");
    }

    private string Url => _mirror.UrlOf(s_held.Digest).AbsoluteUri;

    private static IEnumerable<string> Problems(BlobProbe probe) =>
        probe.Checks.Where(check => check.Status == CheckStatus.Failed).Select(check => $"{check.Name}: {check.Detail}");

    private static async Task<BlobProbe> StubbedAsync(StubHandler handler)
    {
        var options = new ProbeOptions(new Uri("https://registry.example"), new ClientClaim(IPAddress.Parse("192.0.2.1")));
        using var probe = new ThroughProbe(options, TimeProvider.System, new HttpMessageInvoker(handler));
        return (await probe.ProbeAsync([s_blob], _ => { }, TestContext.Current.CancellationToken)).Single();
    }

    private static async Task<BlobProbe> ProbeAsync(Action<HttpContext> answer)
    {
        await using var redirector = await LyingRedirector.StartAsync(answer);
        return await LyingRedirector.ProbeAsync(redirector, s_blob);
    }
}
