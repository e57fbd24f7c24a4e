using Fairlead.Artifacts.Probing.Deployments;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing.Deployments;

/// <summary>Of blobs the ends, or all; mirrors that misbehave over them; and how much is asked for at the most.</summary>
public sealed class LargeBlobProbeTests : DeploymentProbeTest
{
    [Fact]
    public async Task Probe_LargeBlob_IsAskedForItsEndsAlone()
    {
        var probe = await ProbeAsync(LargeImage);
        Failures(probe).ShouldBeEmpty();
        Check(probe, Layer.Digest, "digest").Detail.ShouldBe("only its first and last bytes were asked for");
        Tally.Bytes.ShouldBeLessThan(150_000 + LargeContent.Manifests.Values.Sum(manifest => manifest.Size));
        (await ProbeAsync(LargeImage, options => options with { EndsOnly = false })).Paths.ShouldAllBe(path => path.Passed);
        Tally.Bytes.ShouldBeGreaterThan(LargeSize);
    }

    [Fact]
    public async Task Probe_LargeBlobOfAnotherSize_Fails()
    {
        Redirector.Near.Add(Layer with { Content = Layer.Content[..^1] });
        Check(await ProbeAsync(LargeImage), Layer.Digest, "get").Detail.ShouldBe($"Content-Length is {Layer.Size - 1}, not {Layer.Size}");
    }

    [Fact]
    public async Task Probe_LargeBlobWhoseRangeIsAnother_Fails()
    {
        OnNear(context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes 0-65535/{Layer.Size}";
            return context.Response.Body.WriteAsync(Layer.Content[..65536]).AsTask();
        }, when: context => context.Request.Headers.Range.Count > 0);
        Check(await ProbeAsync(LargeImage), Layer.Digest, "range-end").Detail.ShouldBe(
            $"Content-Range is 'bytes 0-65535/{Layer.Size}', it should be 'bytes {Layer.Size - 65536}-{Layer.Size - 1}/{Layer.Size}'");
    }

    [Fact]
    public async Task Probe_LargeBlobThatEndsBeforeItsFirstBytes_Fails()
    {
        OnNear(context => context.Response.Body.WriteAsync(Layer.Content[..1000]).AsTask(), when: context => context.Request.Headers.Range.Count == 0);
        Check(await ProbeAsync(LargeImage), Layer.Digest, "get").Detail.ShouldBe($"the body ends after 1000 of {Layer.Size} bytes");
    }

    [Fact]
    public async Task ProbeFull_MoreThanTheLimit_IsNotAskedFor()
    {
        using var probe = Open(options => options with { EndsOnly = false }, new ProbeLimits { Bytes = LargeSize });
        var image = await probe.ProbeAsync(LargeImage, _ => { }, TestContext.Current.CancellationToken);
        Check(image, Layer.Digest, "get").Detail.ShouldBe($"not asked for: with {Layer.Size} bytes of it it would be more than {LargeSize} in all");
    }

    [Fact]
    public async Task Probe_EndsOfMoreThanTheLimit_AreNotAskedForEither()
    {
        using var probe = Open(limits: new ProbeLimits { Bytes = 100_000 });
        var image = await probe.ProbeAsync(LargeImage, _ => { }, TestContext.Current.CancellationToken);
        Failures(image).ShouldHaveSingleItem().ShouldBe($"layer {Layer.Digest}: get: not asked for: with 131072 bytes of it it would be more than 100000 in all");
        Tally.Bytes.ShouldBeLessThan(100_000);
    }

    /// <summary>What doesn't come whole came, too: a mirror that cuts each blob near its end would else have its readers read for ever.</summary>
    [Fact]
    public async Task ProbeFull_BlobThatIsWrongOrCut_CountsWhatCame()
    {
        OnNear(async context =>
        {
            context.Response.ContentLength = Layer.Size;
            await context.Response.Body.WriteAsync(Layer.Content[..200_000]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        }, when: context => context.Request.Headers.Range.Count == 0);
        using var probe = Open(options => options with { EndsOnly = false });
        await probe.ProbeAsync(LargeImage, _ => { }, TestContext.Current.CancellationToken);
        Tally.Bytes.ShouldBeGreaterThan(200_000);
    }

    [Fact]
    public async Task Probe_MoreBlobsThanTheLimit_IsTold()
    {
        using var probe = Open(limits: new ProbeLimits { BlobsPerImage = 2 });
        var image = await probe.ProbeAsync(DemoReference, _ => { }, TestContext.Current.CancellationToken);
        Failures(image).ShouldBe(DemoContent.Platforms.Select(platform => $"manifest linux/{platform.Platform.Architecture} {platform.Manifest.Digest}: manifest: the image has more than 2 blobs: the others are not asked for"));
        image.Paths.Count(path => path.Path.Contains("/blobs/", StringComparison.Ordinal)).ShouldBe(2);
    }
}
