using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing.Deployments;

/// <summary>A real redirector in front of a registry and mirrors that misbehave.</summary>
public sealed class DeploymentProbeTests : IAsyncLifetime
{
    private const string Large = "large/image";
    private const int LargeSize = 300_000;

    private static readonly Image s_demo = RunningRedirector.Image.Image;
    private static readonly Image s_large = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, seed: 3, layers: 1, LargeSize).Build();
    private static readonly Blob s_layer = s_large.Platforms[0].Layers[0].Blob;
    private static readonly ProbedImage s_image = new(DemoImage.Repository, DemoImage.Tag, Digest: null);
    private static readonly ProbedImage s_largeImage = new(Large, "v1", Digest: null);

    private readonly ProbeTally _tally = new();
    private RunningRedirector _redirector = null!;

    public async ValueTask InitializeAsync()
    {
        _redirector = await RunningRedirector.StartAsync();
        _redirector.Content.AddImage(Large, "v1", s_large);
        foreach (var blob in s_large.Blobs.Values) _redirector.Near.Add(blob);
    }

    public ValueTask DisposeAsync() => _redirector.DisposeAsync();

    [Fact]
    public async Task Probe_Image_IsItsIndexItsManifestsAndItsBlobsOnceEach()
    {
        var probe = await ProbeAsync(s_image, options => options with { Admin = _redirector.Admin });
        Failures(probe).ShouldBeEmpty();
        probe.Paths.Select(path => path.Path).ShouldBe(
        [
            $"/v2/{DemoImage.Repository}/manifests/v1",
            .. s_demo.Platforms.Select(platform => $"/v2/{DemoImage.Repository}/manifests/{platform.Manifest.Digest}"),
            .. s_demo.Blobs.Keys.Select(digest => $"/v2/{DemoImage.Repository}/blobs/{digest}"),
        ], ignoreOrder: true);
        probe.Paths[0].Checks.Select(check => check.Name).ShouldBe(["api", "redirect", "no-store", "explained", "head", "manifest", "digest"]);
        probe.Paths[^1].Checks.Select(check => check.Name).ShouldBe(["redirect", "no-store", "explained", "get", "digest", "range-end"]);
        probe.Paths.SelectMany(path => path.Checks).ShouldAllBe(check => check.Status == CheckStatus.Passed);
        (probe.Paths[0].Title, probe.Paths[0].Content, probe.Paths[1].Title).ShouldBe(("manifest v1", s_demo.Index.Digest.ToString(), $"manifest linux/amd64 {s_demo.Platforms[0].Manifest.Digest}"));
        (probe.Paths[0].Route.End, probe.Paths[0].Route.Rule, probe.Paths[^1].Route.End).ShouldBe((_redirector.Upstream.BaseAddress.Authority, "upstream", _redirector.Near.BaseAddress.Authority));
        probe.Paths[^1].Route.Rule.ShouldBe("mirror");
    }

    [Fact]
    public async Task Probe_LargeBlob_IsAskedForItsEndsAlone()
    {
        var probe = await ProbeAsync(s_largeImage);
        Failures(probe).ShouldBeEmpty();
        Check(probe, s_layer.Digest, "digest").Detail.ShouldBe("only its first and last bytes were asked for");
        _tally.Bytes.ShouldBeLessThan(150_000 + s_large.Manifests.Values.Sum(manifest => manifest.Size));
        (await ProbeAsync(s_largeImage, options => options with { EndsOnly = false })).Paths.ShouldAllBe(path => path.Passed);
        _tally.Bytes.ShouldBeGreaterThan(LargeSize);
    }

    [Fact]
    public async Task Probe_SecondImageWithTheSameBlobs_AsksForItsManifestsAlone()
    {
        using var probe = Open();
        await probe.ProbeAsync(s_image, _ => { }, TestContext.Current.CancellationToken);
        var again = await probe.ProbeAsync(new ProbedImage(DemoImage.Repository, Tag: null, s_demo.Index.Digest), _ => { }, TestContext.Current.CancellationToken);
        again.Paths.Select(path => path.Title.Split(' ')[0]).ShouldBe(["manifest", "manifest", "manifest"]);
    }

    [Fact]
    public async Task Probe_NoSuchImage_FailsByHeadAndGet() => Failures(await ProbeAsync(s_image with { Tag = "v2" })).ShouldBe(
        [$"manifest v2: head: {_redirector.Upstream.BaseAddress.Authority} answers 404, not 200", $"manifest v2: manifest: {_redirector.Upstream.BaseAddress.Authority} answers 404, not 200"]);

    [Fact]
    public async Task Probe_ManifestOfOtherBytes_HasNoChildrenThatAnybodyAsksFor()
    {
        var child = s_demo.Platforms[0].Manifest;
        var wrong = child.Content.ToArray();
        wrong[^1] = (byte)' ';
        wrong[^2] = (byte)'}';
        _redirector.Content.AddManifest(DemoImage.Repository, child with { Content = wrong });
        var probe = await ProbeAsync(s_image);
        Failures(probe).ShouldContain(failure => failure.StartsWith($"manifest linux/amd64 {child.Digest}: digest: the bytes hash to sha256:", StringComparison.Ordinal));
        probe.Paths.ShouldNotContain(path => path.Path.EndsWith(s_demo.Platforms[0].Config.Digest.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_TagWhoseDigestIsSaidToBeAnother_Fails()
    {
        OnUpstream(context =>
        {
            context.Response.ContentType = OciMediaType.Index;
            context.Response.Headers["Docker-Content-Digest"] = SampleDigest;
            return context.Response.Body.WriteAsync(s_demo.Index.Content).AsTask();
        }, when: context => context.Request.Path.Value!.EndsWith("/v1", StringComparison.Ordinal));
        Failures(await ProbeAsync(s_image)).ShouldContain($"manifest v1: digest: Docker-Content-Digest is {SampleDigest}, and the bytes hash to {s_demo.Index.Digest}");
    }

    [Theory]
    [InlineData("", "not valid JSON: ")]
    [InlineData("{}", "it is no manifest: it has no 'manifests', 'layers' or 'fsLayers'")]
    [InlineData("<html></html>", "not valid JSON: ")]
    public async Task Probe_ManifestThatIsNone_SaysSo(string body, string reason)
    {
        OnUpstream(context => context.Response.WriteAsync(body));
        Failures(await ProbeAsync(s_image)).ShouldContain(failure => failure.StartsWith($"manifest v1: manifest: it can't be read: {reason}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_ManifestWithoutEnd_IsLeft()
    {
        OnUpstream(async context =>
        {
            var piece = new byte[1 << 20];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(piece);
        }, when: context => HttpMethods.IsGet(context.Request.Method)); // to a HEAD nobody would see an end of it
        Failures(await ProbeAsync(s_image)).ShouldContain(failure => failure.StartsWith("manifest v1: manifest: ", StringComparison.Ordinal));
        _tally.Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task Probe_ManifestThatIsCut_Fails()
    {
        OnUpstream(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Failures(await ProbeAsync(s_image)).ShouldContain(failure => failure.StartsWith("manifest v1: manifest: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_RegistryThatRedirectsInACircle_IsLeftAfterFive()
    {
        OnUpstream(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = context.Request.Path.Value;
            return Task.CompletedTask;
        });
        Failures(await ProbeAsync(s_image)).ShouldAllBe(failure => failure.Contains("more than 5 redirects, the last from http://127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_LargeBlobOfAnotherSize_Fails()
    {
        _redirector.Near.Add(s_layer with { Content = s_layer.Content[..^1] });
        Check(await ProbeAsync(s_largeImage), s_layer.Digest, "get").Detail.ShouldBe($"Content-Length is {s_layer.Size - 1}, not {s_layer.Size}");
    }

    [Fact]
    public async Task Probe_LargeBlobWhoseRangeIsAnother_Fails()
    {
        OnNear(context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes 0-65535/{s_layer.Size}";
            return context.Response.Body.WriteAsync(s_layer.Content[..65536]).AsTask();
        }, when: context => context.Request.Headers.Range.Count > 0);
        Check(await ProbeAsync(s_largeImage), s_layer.Digest, "range-end").Detail.ShouldBe(
            $"Content-Range is 'bytes 0-65535/{s_layer.Size}', it should be 'bytes {s_layer.Size - 65536}-{s_layer.Size - 1}/{s_layer.Size}'");
    }

    [Fact]
    public async Task Probe_LargeBlobThatEndsBeforeItsFirstBytes_Fails()
    {
        OnNear(context => context.Response.Body.WriteAsync(s_layer.Content[..1000]).AsTask(), when: context => context.Request.Headers.Range.Count == 0);
        Check(await ProbeAsync(s_largeImage), s_layer.Digest, "get").Detail.ShouldBe($"the body ends after 1000 of {s_layer.Size} bytes");
    }

    [Fact]
    public async Task ProbeFull_MoreThanTheLimit_IsNotAskedFor()
    {
        using var probe = Open(options => options with { EndsOnly = false }, new ProbeLimits { Bytes = LargeSize });
        var image = await probe.ProbeAsync(s_largeImage, _ => { }, TestContext.Current.CancellationToken);
        Check(image, s_layer.Digest, "get").Detail.ShouldBe($"not asked for: with {s_layer.Size} bytes of it it would be more than {LargeSize} in all");
    }

    [Fact]
    public async Task Probe_EndsOfMoreThanTheLimit_AreNotAskedForEither()
    {
        using var probe = Open(limits: new ProbeLimits { Bytes = 100_000 });
        var image = await probe.ProbeAsync(s_largeImage, _ => { }, TestContext.Current.CancellationToken);
        Failures(image).ShouldHaveSingleItem().ShouldBe($"layer {s_layer.Digest}: get: not asked for: with 131072 bytes of it it would be more than 100000 in all");
        _tally.Bytes.ShouldBeLessThan(100_000);
    }

    /// <summary>What doesn't come whole came, too: a mirror that cuts each blob near its end would else have its readers read for ever.</summary>
    [Fact]
    public async Task ProbeFull_BlobThatIsWrongOrCut_CountsWhatCame()
    {
        OnNear(async context =>
        {
            context.Response.ContentLength = s_layer.Size;
            await context.Response.Body.WriteAsync(s_layer.Content[..200_000]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        }, when: context => context.Request.Headers.Range.Count == 0);
        using var probe = Open(options => options with { EndsOnly = false });
        await probe.ProbeAsync(s_largeImage, _ => { }, TestContext.Current.CancellationToken);
        _tally.Bytes.ShouldBeGreaterThan(200_000);
    }

    [Fact]
    public async Task Probe_MoreBlobsThanTheLimit_IsTold()
    {
        using var probe = Open(limits: new ProbeLimits { BlobsPerImage = 2 });
        var image = await probe.ProbeAsync(s_image, _ => { }, TestContext.Current.CancellationToken);
        Failures(image).ShouldBe(s_demo.Platforms.Select(platform => $"manifest linux/{platform.Platform.Architecture} {platform.Manifest.Digest}: manifest: the image has more than 2 blobs: the others are not asked for"));
        image.Paths.Count(path => path.Path.Contains("/blobs/", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Probe_HeadThatSaysAnotherSize_FailsAsItFailsForClients()
    {
        OnUpstream(context =>
        {
            context.Response.ContentType = OciMediaType.Index;
            context.Response.ContentLength = s_demo.Index.Size + 1;
            return Task.CompletedTask;
        }, when: context => HttpMethods.IsHead(context.Request.Method) && context.Request.Path.Value!.EndsWith("/v1", StringComparison.Ordinal));
        Failures(await ProbeAsync(s_image)).ShouldBe([$"manifest v1: head: Content-Length is {s_demo.Index.Size + 1}, and GET gives {s_demo.Index.Size} bytes"]);
    }

    [Fact]
    public async Task Probe_HeadThatSaysAnotherDigest_FailsAsItFailsForClients()
    {
        OnUpstream(context =>
        {
            context.Response.ContentLength = s_demo.Index.Size;
            context.Response.Headers["Docker-Content-Digest"] = SampleDigest;
            return Task.CompletedTask;
        }, when: context => HttpMethods.IsHead(context.Request.Method) && context.Request.Path.Value!.EndsWith("/v1", StringComparison.Ordinal));
        Failures(await ProbeAsync(s_image)).ShouldBe([$"manifest v1: head: Docker-Content-Digest is {SampleDigest}, and GET gives {s_demo.Index.Digest}"]);
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
            context.Response.Headers.Location = new Uri(_redirector.Upstream.BaseAddress, context.Request.Path).AbsoluteUri;
        });
        using var probe = new DeploymentProbe(new ProbeOptions(redirector.BaseAddress, Client: null) { EndsOnly = true }, new ProbeLimits(), _tally, TimeProvider.System);
        Failures(await probe.ProbeAsync(s_image, _ => { }, TestContext.Current.CancellationToken)).ShouldBe([$"manifest v1: api: {detail}"]);
        Failures(await probe.ProbeAsync(s_largeImage, _ => { }, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Probe_MoreManifestsThanTheLimit_IsTold()
    {
        using var probe = Open(limits: new ProbeLimits { ManifestsPerImage = 2 });
        var image = await probe.ProbeAsync(s_image, _ => { }, TestContext.Current.CancellationToken);
        Failures(image).ShouldBe(["manifest v1: manifest: the image has more than 2 manifests: the others are not asked for"]);
        image.Paths.Count(path => path.Title.StartsWith("manifest", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Probe_NobodysName_IsSentWithoutAHeader()
    {
        var probe = await ProbeAsync(s_image, options => options with { Client = null });
        Failures(probe).ShouldBeEmpty();
        probe.Paths[^1].Route.End.ShouldBe(_redirector.Upstream.BaseAddress.Authority, "this machine is in no provider's network");
    }

    private const string SampleDigest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static IEnumerable<string> Failures(ImageProbe probe) =>
        from path in probe.Paths
        from check in path.Checks
        where check.Status == CheckStatus.Failed
        select $"{path.Title}: {check.Name}: {check.Detail}";

    private static ProbeCheck Check(ImageProbe probe, Digest blob, string name) =>
        probe.Paths.Single(path => path.Path.EndsWith($"/blobs/{blob}", StringComparison.Ordinal)).Checks.Single(check => check.Name == name);

    private DeploymentProbe Open(Func<ProbeOptions, ProbeOptions>? change = null, ProbeLimits? limits = null)
    {
        var options = new ProbeOptions(_redirector.Address, new ClientClaim(IPAddress.Parse(RunningRedirector.InParis))) { EndsOnly = true };
        return new DeploymentProbe(change?.Invoke(options) ?? options, limits ?? new ProbeLimits(), _tally, TimeProvider.System);
    }

    private async Task<ImageProbe> ProbeAsync(ProbedImage image, Func<ProbeOptions, ProbeOptions>? change = null)
    {
        using var probe = Open(change);
        return await probe.ProbeAsync(image, _ => { }, TestContext.Current.CancellationToken);
    }

    private void OnNear(Func<HttpContext, Task> lie, Func<HttpContext, bool> when) => _redirector.Near.Behaviour =
        Lying(lie, context => HttpMethods.IsGet(context.Request.Method) && context.Request.Path.Value!.EndsWith(s_layer.Digest.ToString(), StringComparison.Ordinal) && when(context));

    private void OnUpstream(Func<HttpContext, Task> lie, Func<HttpContext, bool>? when = null) => _redirector.Upstream.Behaviour = Lying(lie, when ?? (_ => true));

    private static LyingBehaviour Lying(Func<HttpContext, Task> lie, Func<HttpContext, bool> when) => new(async context =>
    {
        if (!when(context)) return false;
        await lie(context);
        return true;
    });
}
