using Fairlead.Artifacts.Probing;
using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>Every way in which a mirror can be wrong.</summary>
public sealed class LyingMirrorTests : ThroughProbeTest
{
    [Fact]
    public async Task Probe_BodyIsCutShort_Fails()
    {
        OnGet(async context =>
        {
            context.Response.ContentLength = Held.Size;
            await context.Response.Body.WriteAsync(Held.Content[..1000]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Failed(await ProbeAsync()).ShouldBe(["get", "range-middle", "range-end"]);
    }

    [Fact]
    public async Task Probe_BodyWithoutLengthEndsEarly_Fails()
    {
        OnGet(async context => await context.Response.Body.WriteAsync(Held.Content[..1000])); // chunked
        Detail(await ProbeAsync(), "get").ShouldBe($"the body ends after 1000 of {Held.Size} bytes");
    }

    [Fact]
    public async Task Probe_BodyWithoutEnd_IsLeftAsSoonAsItIsTooLong()
    {
        OnGet(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(Held.Content);
        });
        Detail(await ProbeAsync(), "get").ShouldBe($"the body has more than {Held.Size} bytes");
    }

    [Fact]
    public async Task Probe_CompressedBody_Fails()
    {
        OnGet(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.ContentLength = Held.Size;
            await context.Response.Body.WriteAsync(Held.Content);
        });
        Detail(await ProbeAsync(), "get").ShouldBe("the body is compressed, which was not asked for");
    }

    [Fact]
    public async Task Probe_RangeIsPassedOver_Fails()
    {
        OnRange(async context => await context.Response.Body.WriteAsync(Held.Content));
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
            var (first, last) = ((int)range.From!, (int)(range.To ?? Held.Size - 1));
            context.Response.StatusCode = 206;
            if (header is not null) context.Response.Headers.ContentRange = string.Format(null, header, first, last, Held.Size);
            return context.Response.Body.WriteAsync(Held.Content[first..(last + 1)]).AsTask();
        });
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["range-middle", "range-end"]);
        Detail(probe, "range-end").ShouldEndWith($"it should be 'bytes {Held.Size - 1}-{Held.Size - 1}/{Held.Size}'");
    }

    [Fact]
    public async Task Probe_RangeOfOtherBytes_Fails()
    {
        OnRange(context =>
        {
            var range = context.Request.GetTypedHeaders().Range!.Ranges.Single();
            var (first, last) = ((int)range.From!, (int)(range.To ?? Held.Size - 1));
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {first}-{last}/{Held.Size}";
            var bytes = Held.Content[first..(last + 1)].ToArray();
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
            context.Response.Headers.Location = Redirector.Far.UrlOf(Held.Digest).AbsoluteUri + "?signature=secret";
            return Task.CompletedTask;
        });
        var probe = await ProbeAsync();
        probe.Passed.ShouldBeTrue();
        (probe.Host, probe.Via.Single()).ShouldBe((Redirector.Far.BaseAddress.Authority, Redirector.Near.BaseAddress.Authority));
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
        await using var liar = await LyingRedirector.StartAsync(context => LyingRedirector.Redirect(context, mirror.UrlOf(Held.Digest).AbsoluteUri));
        var time = new ManualTime();
        var probe = LyingRedirector.ProbeAsync(liar, Probed, time);
        for (var pulls = 0; pulls < 4; pulls++)
        {
            await hang.ArrivalAsync(TestContext.Current.CancellationToken); // so the redirector was heard of
            time.Advance(TimeSpan.FromSeconds(29));
            probe.IsCompleted.ShouldBeFalse();
            time.Advance(TimeSpan.FromSeconds(2));
        }
        Detail(await probe, "range-end").ShouldBe("nothing came for 30 s");
    }
}
