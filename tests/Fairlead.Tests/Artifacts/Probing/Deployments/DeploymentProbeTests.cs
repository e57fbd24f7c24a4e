using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;
using Fairlead.Demo.Images;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing.Deployments;

/// <summary>What is asked for of an image, and of whom.</summary>
public sealed class DeploymentProbeTests : DeploymentProbeTest
{
    [Fact]
    public async Task Probe_Image_IsItsIndexItsManifestsAndItsBlobsOnceEach()
    {
        var probe = await ProbeAsync(DemoReference, options => options with { Admin = Redirector.Admin });
        Failures(probe).ShouldBeEmpty();
        probe.Paths.Select(path => path.Path).ShouldBe(
        [
            $"/v2/{DemoImage.Repository}/manifests/v1",
            .. DemoContent.Platforms.Select(platform => $"/v2/{DemoImage.Repository}/manifests/{platform.Manifest.Digest}"),
            .. DemoContent.Blobs.Keys.Select(digest => $"/v2/{DemoImage.Repository}/blobs/{digest}"),
        ], ignoreOrder: true);
        probe.Paths[0].Checks.Select(check => check.Name).ShouldBe(["api", "redirect", "no-store", "explained", "head", "manifest", "digest"]);
        probe.Paths[^1].Checks.Select(check => check.Name).ShouldBe(["redirect", "no-store", "explained", "get", "digest", "range-end"]);
        probe.Paths.SelectMany(path => path.Checks).ShouldAllBe(check => check.Status == CheckStatus.Passed);
        (probe.Paths[0].Title, probe.Paths[0].Content, probe.Paths[1].Title).ShouldBe(("manifest v1", DemoContent.Index.Digest.ToString(), $"manifest linux/amd64 {DemoContent.Platforms[0].Manifest.Digest}"));
        (probe.Paths[0].Route.End, probe.Paths[0].Route.Rule, probe.Paths[^1].Route.End).ShouldBe((Redirector.Upstream.BaseAddress.Authority, "upstream", Redirector.Near.BaseAddress.Authority));
        probe.Paths[^1].Route.Rule.ShouldBe("mirror");
    }

    [Fact]
    public async Task Probe_SecondImageWithTheSameBlobs_AsksForItsManifestsAlone()
    {
        using var probe = Open();
        await probe.ProbeAsync(DemoReference, _ => { }, TestContext.Current.CancellationToken);
        var again = await probe.ProbeAsync(new ProbedImage(DemoImage.Repository, Tag: null, DemoContent.Index.Digest), _ => { }, TestContext.Current.CancellationToken);
        again.Paths.Select(path => path.Title.Split(' ')[0]).ShouldBe(["manifest", "manifest", "manifest"]);
    }

    [Fact]
    public async Task Probe_NoSuchImage_FailsByHeadAndGet() => Failures(await ProbeAsync(DemoReference with { Tag = "v2" })).ShouldBe(
        [$"manifest v2: head: {Redirector.Upstream.BaseAddress.Authority} answers 404, not 200", $"manifest v2: manifest: {Redirector.Upstream.BaseAddress.Authority} answers 404, not 200"]);

    [Fact]
    public async Task Probe_RegistryThatRedirectsInACircle_IsLeftAfterFive()
    {
        OnUpstream(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = context.Request.Path.Value;
            return Task.CompletedTask;
        });
        Failures(await ProbeAsync(DemoReference)).ShouldAllBe(failure => failure.Contains("more than 5 redirects, the last from http://127.0.0.1:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404, "the redirector answers 404 to /v2/, not 200")]
    [InlineData(401, "the redirector answers 401 to /v2/, not 200")]
    public async Task Probe_RedirectorThatIsNoRegistry_FailsOnce(int status, string detail)
    {
        var asked = 0;
        await using var redirector = await LyingRedirector.StartAsync(context =>
        {
            if (context.Request.Path == "/v2/")
            {
                asked++;
                context.Response.StatusCode = status;
                return;
            }
            context.Response.StatusCode = 307;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.Location = new Uri(Redirector.Upstream.BaseAddress, context.Request.Path).AbsoluteUri;
        });
        using var probe = new DeploymentProbe(new ProbeOptions(redirector.BaseAddress, Client: null) { EndsOnly = true }, new ProbeLimits(), Tally, TimeProvider.System);
        Failures(await probe.ProbeAsync(DemoReference, _ => { }, TestContext.Current.CancellationToken)).ShouldBe([$"manifest v1: api: {detail}"]);
        Failures(await probe.ProbeAsync(LargeImage, _ => { }, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Probe_NobodysName_IsSentWithoutAHeader()
    {
        var probe = await ProbeAsync(DemoReference, options => options with { Client = null });
        Failures(probe).ShouldBeEmpty();
        probe.Paths[^1].Route.End.ShouldBe(Redirector.Upstream.BaseAddress.Authority, "this machine is in no provider's network");
    }
}
