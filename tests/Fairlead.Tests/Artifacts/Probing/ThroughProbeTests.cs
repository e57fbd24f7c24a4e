using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Demo.Images;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>Where a client is led, and what it gets there.</summary>
public sealed class ThroughProbeTests : ThroughProbeTest
{
    [Fact]
    public async Task Probe_HonestMirror_PassesEveryCheckByName()
    {
        var probe = await ProbeAsync(options => options with { Admin = Redirector.Admin, Expect = "127.0.0.1" });
        probe.Checks.Where(check => check.Detail is not null).ShouldBeEmpty();
        probe.Checks.Select(check => check.Name).ShouldBe(["redirect", "no-store", "explained", "host", "head", "get", "digest", "range-middle", "range-end"]);
        probe.Checks.ShouldAllBe(check => check.Status == CheckStatus.Passed);
        (probe.Passed, probe.Host).ShouldBe((true, Redirector.Near.BaseAddress.Authority));
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
        (await ProbeAsync(options => options with { Client = new ClientClaim(IPAddress.Parse(RunningRedirector.InVirginia)) })).Host.ShouldBe(Redirector.Far.BaseAddress.Authority);

    [Fact]
    public async Task Probe_NoMirrorHoldsIt_PassesAtTheUpstreamUnlessAnotherHostIsExpected()
    {
        Redirector.Near.Remove(Held.Digest);
        Redirector.Far.Remove(Held.Digest);
        var probe = await ProbeAsync(options => options with { Expect = Redirector.Near.BaseAddress.Authority });
        probe.Host.ShouldBe(Redirector.Upstream.BaseAddress.Authority);
        Failed(probe).ShouldBe(["host"]);
        Detail(probe, "host").ShouldBe($"it leads to {Redirector.Upstream.BaseAddress.Authority}, not {Redirector.Near.BaseAddress.Authority}");
    }

    [Fact]
    public async Task Probe_RedirectorDoesNotTrustUs_IsToldByItsAdminPort()
    {
        (await Redirector.ReloadAsync(RunningRedirector.TwoMirrors + "\nclientAddress: {from: x-forwarded-for, trustedProxies: [203.0.113.0/24]}")).ShouldBeTrue();
        var probe = await ProbeAsync(options => options with { Admin = Redirector.Admin });
        Failed(probe).ShouldBe(["explained"]);
        Detail(probe, "explained").ShouldContain("does its policy trust this machine's X-Forwarded-For");
    }

    [Fact]
    public async Task Probe_AdminPortIsNone_SaysSo()
    {
        var probe = await ProbeAsync(options => options with { Admin = Redirector.Near.BaseAddress });
        Failed(probe).ShouldBe(["explained"]);
        Detail(probe, "explained").ShouldEndWith("answers 404 to /explain; is it the redirector's admin port?");
    }

    [Fact]
    public async Task Probe_Mirror_IsToldNothingOfTheClientAndGetsNoCredentials()
    {
        var headers = new System.Collections.Concurrent.ConcurrentBag<string>();
        Redirector.Near.Behaviour = new LyingBehaviour(context =>
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
        var wrong = Held.Content.ToArray();
        wrong[^1] ^= 1;
        Redirector.Near.Add(Held with { Content = wrong });
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["digest"]);
        Detail(probe, "digest").ShouldStartWith("the bytes hash to sha256:");
    }

    [Fact]
    public async Task Probe_WrongSize_IsRefusedByItsLengthAlone()
    {
        Redirector.Near.Add(Held with { Content = Held.Content[..^1] });
        var probe = await ProbeAsync();
        Failed(probe).ShouldBe(["head", "get", "range-middle", "range-end"]);
        Detail(probe, "get").ShouldBe($"Content-Length is {Held.Size - 1}, not {Held.Size}");
        Check(probe, "digest").Status.ShouldBe(CheckStatus.Skipped);
    }
}
