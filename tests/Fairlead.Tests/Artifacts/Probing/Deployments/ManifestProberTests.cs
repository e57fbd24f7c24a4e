using Fairlead.Artifacts.Probing.Deployments;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing.Deployments;

/// <summary>Registries that misbehave over manifests.</summary>
public sealed class ManifestProberTests : DeploymentProbeTest
{
    private const string SampleDigest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Fact]
    public async Task Probe_ManifestOfOtherBytes_HasNoChildrenThatAnybodyAsksFor()
    {
        var child = DemoContent.Platforms[0].Manifest;
        var wrong = child.Content.ToArray();
        wrong[^1] = (byte)' ';
        wrong[^2] = (byte)'}';
        Redirector.Content.AddManifest(DemoImage.Repository, child with { Content = wrong });
        var probe = await ProbeAsync(DemoReference);
        Failures(probe).ShouldContain(failure => failure.StartsWith($"manifest linux/amd64 {child.Digest}: digest: the bytes hash to sha256:", StringComparison.Ordinal));
        probe.Paths.ShouldNotContain(path => path.Path.EndsWith(DemoContent.Platforms[0].Config.Digest.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_TagWhoseDigestIsSaidToBeAnother_Fails()
    {
        OnUpstream(context =>
        {
            context.Response.ContentType = OciMediaType.Index;
            context.Response.Headers["Docker-Content-Digest"] = SampleDigest;
            return context.Response.Body.WriteAsync(DemoContent.Index.Content).AsTask();
        }, when: context => context.Request.Path.Value!.EndsWith("/v1", StringComparison.Ordinal));
        Failures(await ProbeAsync(DemoReference)).ShouldContain($"manifest v1: digest: Docker-Content-Digest is {SampleDigest}, and the bytes hash to {DemoContent.Index.Digest}");
    }

    [Theory]
    [InlineData("", "not valid JSON: ")]
    [InlineData("{}", "it is no manifest: it has no 'manifests', 'layers' or 'fsLayers'")]
    [InlineData("<html></html>", "not valid JSON: ")]
    public async Task Probe_ManifestThatIsNone_SaysSo(string body, string reason)
    {
        OnUpstream(context => context.Response.WriteAsync(body));
        Failures(await ProbeAsync(DemoReference)).ShouldContain(failure => failure.StartsWith($"manifest v1: manifest: it can't be read: {reason}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_ManifestWithoutEnd_IsLeft()
    {
        OnUpstream(async context =>
        {
            var piece = new byte[1 << 20];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(piece);
        }, when: context => HttpMethods.IsGet(context.Request.Method)); // to a HEAD nobody would see an end of it
        Failures(await ProbeAsync(DemoReference)).ShouldContain(failure => failure.StartsWith("manifest v1: manifest: ", StringComparison.Ordinal));
        Tally.Bytes.ShouldBe(0);
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
        Failures(await ProbeAsync(DemoReference)).ShouldContain(failure => failure.StartsWith("manifest v1: manifest: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_HeadThatSaysAnotherSize_FailsAsItFailsForClients()
    {
        OnUpstream(context =>
        {
            context.Response.ContentType = OciMediaType.Index;
            context.Response.ContentLength = DemoContent.Index.Size + 1;
            return Task.CompletedTask;
        }, when: context => HttpMethods.IsHead(context.Request.Method) && context.Request.Path.Value!.EndsWith("/v1", StringComparison.Ordinal));
        Failures(await ProbeAsync(DemoReference)).ShouldBe([$"manifest v1: head: Content-Length is {DemoContent.Index.Size + 1}, and GET gives {DemoContent.Index.Size} bytes"]);
    }

    [Fact]
    public async Task Probe_HeadThatSaysAnotherDigest_FailsAsItFailsForClients()
    {
        OnUpstream(context =>
        {
            context.Response.ContentLength = DemoContent.Index.Size;
            context.Response.Headers["Docker-Content-Digest"] = SampleDigest;
            return Task.CompletedTask;
        }, when: context => HttpMethods.IsHead(context.Request.Method) && context.Request.Path.Value!.EndsWith("/v1", StringComparison.Ordinal));
        Failures(await ProbeAsync(DemoReference)).ShouldBe([$"manifest v1: head: Docker-Content-Digest is {SampleDigest}, and GET gives {DemoContent.Index.Digest}"]);
    }

    [Fact]
    public async Task Probe_MoreManifestsThanTheLimit_IsTold()
    {
        using var probe = Open(limits: new ProbeLimits { ManifestsPerImage = 2 });
        var image = await probe.ProbeAsync(DemoReference, _ => { }, TestContext.Current.CancellationToken);
        Failures(image).ShouldBe(["manifest v1: manifest: the image has more than 2 manifests: the others are not asked for"]);
        image.Paths.Count(path => path.Title.StartsWith("manifest", StringComparison.Ordinal)).ShouldBe(2);
    }
}
