using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing.Deployments;

/// <summary>A real redirector in front of a registry and mirrors that can be made to misbehave.</summary>
public abstract class DeploymentProbeTest : IAsyncLifetime
{
    private protected const int LargeSize = 300_000;

    private const string Large = "large/image";

    private protected static Image DemoContent { get; } = RunningRedirector.Image.Image;

    private protected static Image LargeContent { get; } = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, seed: 3, layers: 1, LargeSize).Build();

    private protected static Blob Layer { get; } = LargeContent.Platforms[0].Layers[0].Blob;

    private protected static ProbedImage DemoReference { get; } = new(DemoImage.Repository, DemoImage.Tag, Digest: null);

    private protected static ProbedImage LargeImage { get; } = new(Large, "v1", Digest: null);

    private protected ProbeTally Tally { get; } = new();

    private protected RunningRedirector Redirector { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Redirector = await RunningRedirector.StartAsync();
        Redirector.Content.AddImage(Large, "v1", LargeContent);
        foreach (var blob in LargeContent.Blobs.Values) Redirector.Near.Add(blob);
    }

    public ValueTask DisposeAsync() => Redirector.DisposeAsync();

    private protected static IEnumerable<string> Failures(ImageProbe probe) =>
        from path in probe.Paths
        from check in path.Checks
        where check.Status == CheckStatus.Failed
        select $"{path.Title}: {check.Name}: {check.Detail}";

    private protected static ProbeCheck Check(ImageProbe probe, Digest blob, string name) =>
        probe.Paths.Single(path => path.Path.EndsWith($"/blobs/{blob}", StringComparison.Ordinal)).Checks.Single(check => check.Name == name);

    private protected DeploymentProbe Open(Func<ProbeOptions, ProbeOptions>? change = null, ProbeLimits? limits = null)
    {
        var options = new ProbeOptions(Redirector.Address, new ClientClaim(IPAddress.Parse(RunningRedirector.InParis))) { EndsOnly = true };
        return new DeploymentProbe(change?.Invoke(options) ?? options, limits ?? new ProbeLimits(), Tally, TimeProvider.System);
    }

    private protected async Task<ImageProbe> ProbeAsync(ProbedImage image, Func<ProbeOptions, ProbeOptions>? change = null)
    {
        using var probe = Open(change);
        return await probe.ProbeAsync(image, _ => { }, TestContext.Current.CancellationToken);
    }

    private protected void OnNear(Func<HttpContext, Task> lie, Func<HttpContext, bool> when) => Redirector.Near.Behaviour =
        Lying(lie, context => HttpMethods.IsGet(context.Request.Method) && context.Request.Path.Value!.EndsWith(Layer.Digest.ToString(), StringComparison.Ordinal) && when(context));

    private protected void OnUpstream(Func<HttpContext, Task> lie, Func<HttpContext, bool>? when = null) => Redirector.Upstream.Behaviour = Lying(lie, when ?? (_ => true));

    private static LyingBehaviour Lying(Func<HttpContext, Task> lie, Func<HttpContext, bool> when) => new(async context =>
    {
        if (!when(context)) return false;
        await lie(context);
        return true;
    });
}
