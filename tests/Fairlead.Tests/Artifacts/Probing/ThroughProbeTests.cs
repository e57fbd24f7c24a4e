using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>A real redirector, real mirrors on loopback, and every way in which they can be wrong.</summary>
public sealed class ThroughProbeTests : IAsyncLifetime
{
    private static readonly Blob s_held = RunningRedirector.Held;
    private static readonly ProbedBlob s_blob = new(DemoImage.Repository, s_held.Digest, s_held.Size);

    private RunningRedirector _redirector = null!;

    public async ValueTask InitializeAsync() => _redirector = await RunningRedirector.StartAsync();

    public ValueTask DisposeAsync() => _redirector.DisposeAsync();

    [Fact]
    public async Task Probe_HonestMirror_PassesEveryCheckByName()
    {
        var probe = await ProbeAsync(options => options with { Admin = _redirector.Admin, Expect = "127.0.0.1" });
        probe.Checks.Where(check => check.Detail is not null).ShouldBeEmpty();
        probe.Checks.Select(check => check.Name).ShouldBe(["redirect", "no-store", "explained", "host", "head", "get", "digest", "range-middle", "range-end"]);
        probe.Checks.ShouldAllBe(check => check.Status == CheckStatus.Passed);
        (probe.Passed, probe.Host).ShouldBe((true, _redirector.Near.BaseAddress.Authority));
        probe.Via.ShouldBeEmpty();
    }

    [Fact]
    public async Task Probe_EveryBlobOfAnImage_PassesInTheOrderGiven()
    {
        ProbedBlob[] blobs = [.. RunningRedirector.Image.Image.Blobs.Values.Select(blob => new ProbedBlob(DemoImage.Repository, blob.Digest, blob.Size))];
        using var probe = new ThroughProbe(Options(), TimeProvider.System);
        var told = new System.Collections.Concurrent.ConcurrentBag<BlobProbe>();
        var probes = await probe.ProbeAsync(blobs, told.Add, TestContext.Current.CancellationToken);
        probes.Select(one => one.Blob).ShouldBe(blobs);
        probes.ShouldAllBe(one => one.Passed);
        told.Count.ShouldBe(blobs.Length);
    }

    [Fact]
    public async Task Probe_ClientElsewhere_IsLedElsewhere() =>
        (await ProbeAsync(options => options with { Client = new ClientClaim(IPAddress.Parse(RunningRedirector.InVirginia)) })).Host.ShouldBe(_redirector.Far.BaseAddress.Authority);

    [Fact]
    public async Task Probe_NoMirrorHoldsIt_PassesAtTheUpstreamUnlessAnotherHostIsExpected()
    {
        _redirector.Near.Remove(s_held.Digest);
        _redirector.Far.Remove(s_held.Digest);
        var probe = await ProbeAsync(options => options with { Expect = _redirector.Near.BaseAddress.Authority });
        probe.Host.ShouldBe(_redirector.Upstream.BaseAddress.Authority);
        Failed(probe).ShouldBe(["host"]);
        Detail(probe, "host").ShouldBe($"it leads to {_redirector.Upstream.BaseAddress.Authority}, not {_redirector.Near.BaseAddress.Authority}");
    }

    [Fact]
    public async Task Probe_RedirectorDoesNotTrustUs_IsToldByItsAdminPort()
    {
        (await _redirector.ReloadAsync(RunningRedirector.TwoMirrors + "\nclientAddress: {from: x-forwarded-for, trustedProxies: [203.0.113.0/24]}")).ShouldBeTrue();
        var probe = await ProbeAsync(options => options with { Admin = _redirector.Admin });
        Failed(probe).ShouldBe(["explained"]);
        Detail(probe, "explained").ShouldContain("does its policy trust this machine's X-Forwarded-For");
    }

    [Fact]
    public async Task Probe_AdminPortIsNone_SaysSo()
    {
        var probe = await ProbeAsync(options => options with { Admin = _redirector.Near.BaseAddress });
        Failed(probe).ShouldBe(["explained"]);
        Detail(probe, "explained").ShouldEndWith("answers 404 to /explain; is it the redirector's admin port?");
    }

    [Fact]
    public async Task Probe_Mirror_IsToldNothingOfTheClientAndGetsNoCredentials()
    {
        var headers = new System.Collections.Concurrent.ConcurrentBag<string>();
        _redirector.Near.Behaviour = new LyingBehaviour(context =>
        {
            foreach (var name in context.Request.Headers.Keys) headers.Add(name);
            return Task.FromResult(false);
        });
        (await ProbeAsync()).Passed.ShouldBeTrue();
        headers.Distinct().Order().ShouldBe(["Host", "Range", "User-Agent"]);
    }

    [Fact]
    public async Task Probe_OneWrongByte_IsADigestThatDiffers()
    {
        var wrong = s_held.Content.ToArray();
        wrong[^1] ^= 1;
        _redirector.Near.Add(s_held with { Content = wrong });
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["digest"]);
        Detail(probe, "digest").ShouldStartWith("the bytes hash to sha256:");
    }

    [Fact]
    public async Task Probe_WrongSize_IsRefusedByItsLengthAlone()
    {
        _redirector.Near.Add(s_held with { Content = s_held.Content[..^1] });
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["head", "get", "range-middle", "range-end"]);
        Detail(probe, "get").ShouldBe($"Content-Length is {s_held.Size - 1}, not {s_held.Size}");
        Check(probe, "digest").Status.ShouldBe(CheckStatus.Skipped);
    }

    [Fact]
    public async Task Probe_BodyIsCutShort_Fails()
    {
        OnGet(async context =>
        {
            context.Response.ContentLength = s_held.Size;
            await context.Response.Body.WriteAsync(s_held.Content[..1000]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Failed(await ProbeAsync()).ShouldBe(["get", "range-middle", "range-end"]);
    }

    [Fact]
    public async Task Probe_BodyWithoutLengthEndsEarly_Fails()
    {
        OnGet(async context => await context.Response.Body.WriteAsync(s_held.Content[..1000])); // chunked
        Detail(await ProbeAsync(), "get").ShouldBe($"the body ends after 1000 of {s_held.Size} bytes");
    }

    [Fact]
    public async Task Probe_BodyWithoutEnd_IsLeftAsSoonAsItIsTooLong()
    {
        OnGet(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(s_held.Content);
        });
        Detail(await ProbeAsync(), "get").ShouldBe($"the body has more than {s_held.Size} bytes");
    }

    [Fact]
    public async Task Probe_CompressedBody_Fails()
    {
        OnGet(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.ContentLength = s_held.Size;
            await context.Response.Body.WriteAsync(s_held.Content);
        });
        Detail(await ProbeAsync(), "get").ShouldBe("the body is compressed, which was not asked for");
    }

    [Fact]
    public async Task Probe_RangeIsPassedOver_Fails()
    {
        OnRange(async context => await context.Response.Body.WriteAsync(s_held.Content));
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["range-middle", "range-end"]);
        Detail(probe, "range-end").ShouldEndWith("answers 200, not 206: it passes over the Range");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("bytes 0-0/100")]
    [InlineData("bytes {0}-{1}/*")]
    [InlineData("bytes {0}-{1}/7")]
    [InlineData("octets {0}-{1}/{2}")]
    [InlineData("nonsense")]
    public async Task Probe_WrongContentRange_Fails(string? header)
    {
        OnRange(context =>
        {
            var range = context.Request.GetTypedHeaders().Range!.Ranges.Single();
            var (first, last) = ((int)range.From!, (int)(range.To ?? s_held.Size - 1));
            context.Response.StatusCode = 206;
            if (header is not null) context.Response.Headers.ContentRange = string.Format(null, header, first, last, s_held.Size);
            return context.Response.Body.WriteAsync(s_held.Content[first..(last + 1)]).AsTask();
        });
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["range-middle", "range-end"]);
        Detail(probe, "range-end").ShouldEndWith($"it should be 'bytes {s_held.Size - 1}-{s_held.Size - 1}/{s_held.Size}'");
    }

    [Fact]
    public async Task Probe_RangeOfOtherBytes_Fails()
    {
        OnRange(context =>
        {
            var range = context.Request.GetTypedHeaders().Range!.Ranges.Single();
            var (first, last) = ((int)range.From!, (int)(range.To ?? s_held.Size - 1));
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {first}-{last}/{s_held.Size}";
            var bytes = s_held.Content[first..(last + 1)].ToArray();
            bytes[0] ^= 1;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        });
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["range-middle", "range-end"]);
        Detail(probe, "range-middle").ShouldBe("the bytes are not those of the same part of the whole");
    }

    [Fact]
    public async Task Probe_RedirectsWithoutEnd_AreFollowedFiveTimes()
    {
        var gets = 0;
        OnGet(context =>
        {
            Interlocked.Increment(ref gets);
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = context.Request.Path.Value;
            return Task.CompletedTask;
        });
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["get", "range-middle", "range-end"]);
        Detail(probe, "get").ShouldStartWith("more than 5 redirects, the last from http://127.0.0.1:");
        gets.ShouldBe(3 * 5);
    }

    [Fact]
    public async Task Probe_MirrorSendsOn_NamesTheWayAndTheEnd()
    {
        OnGet(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = _redirector.Far.UrlOf(s_held.Digest).AbsoluteUri + "?signature=secret";
            return Task.CompletedTask;
        });
        var probe = await ProbeAsync();
        probe.Passed.ShouldBeTrue();
        (probe.Host, probe.Via.Single()).ShouldBe((_redirector.Far.BaseAddress.Authority, _redirector.Near.BaseAddress.Authority));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Probe_MirrorRefusesGet_Fails(int status)
    {
        OnGet(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        Detail(await ProbeAsync(), "get").ShouldEndWith($"answers {status}, not 200");
    }

    [Fact]
    public async Task Probe_MirrorCutsTheConnection_Fails()
    {
        OnGet(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Failed(await ProbeAsync()).ShouldBe(["get", "range-middle", "range-end"]);
    }

    [Fact]
    public async Task Probe_MirrorHangs_FailsWhenNothingCameForSoLong()
    {
        var hang = Behaviour.Hang();
        await using var mirror = await BlobMirror.StartAsync([]);
        mirror.Behaviour = hang;
        await using var liar = await LyingRedirector.StartAsync(context => LyingRedirector.Redirect(context, mirror.UrlOf(s_held.Digest).AbsoluteUri));
        var time = new ManualTime();
        var probe = LyingRedirector.ProbeAsync(liar, s_blob, time);
        for (var pulls = 0; pulls < 4; pulls++)
        {
            await hang.ArrivalAsync(TestContext.Current.CancellationToken); // so the redirector was heard of
            time.Advance(TimeSpan.FromSeconds(29));
            probe.IsCompleted.ShouldBeFalse();
            time.Advance(TimeSpan.FromSeconds(2));
        }
        Detail(await probe, "range-end").ShouldBe("nothing came for 30 s");
    }

    private static string Detail(BlobProbe probe, string name) => Check(probe, name).Detail!;

    private static ProbeCheck Check(BlobProbe probe, string name) => probe.Checks.Single(check => check.Name == name);

    private static IEnumerable<string> Failed(BlobProbe probe) => probe.Checks.Where(check => check.Status == CheckStatus.Failed).Select(check => check.Name);

    private ProbeOptions Options() => new(_redirector.Address, new ClientClaim(IPAddress.Parse(RunningRedirector.InParis)));

    private async Task<BlobProbe> ProbeAsync(Func<ProbeOptions, ProbeOptions>? change = null)
    {
        using var probe = new ThroughProbe(change?.Invoke(Options()) ?? Options(), TimeProvider.System);
        return (await probe.ProbeAsync([s_blob], _ => { }, TestContext.Current.CancellationToken)).Single();
    }

    /// <summary>The near mirror answers GETs so; HEADs, by which the redirector asks it too, as it should.</summary>
    private void OnGet(Func<HttpContext, Task> lie) => Lie(context => HttpMethods.IsGet(context.Request.Method), lie);

    private void OnRange(Func<HttpContext, Task> lie) => Lie(context => context.Request.Headers.Range.Count > 0, lie);

    private void Lie(Func<HttpContext, bool> when, Func<HttpContext, Task> lie) => _redirector.Near.Behaviour = new LyingBehaviour(async context =>
    {
        if (!when(context)) return false;
        await lie(context);
        return true;
    });
}
