using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Demo.Images;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>What tests of <see cref="ThroughProbe"/> have in common: a real redirector, and real mirrors on loopback.</summary>
public abstract class ThroughProbeTest : IAsyncLifetime
{
    private protected static Blob Held { get; } = RunningRedirector.Held;

    private protected static ProbedBlob Probed { get; } = new(DemoImage.Repository, Held.Digest, Held.Size);

    private protected RunningRedirector Redirector { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Redirector = await RunningRedirector.StartAsync();

    public ValueTask DisposeAsync() => Redirector.DisposeAsync();

    private protected static string Detail(BlobProbe probe, string name) => Check(probe, name).Detail!;

    private protected static ProbeCheck Check(BlobProbe probe, string name) => probe.Checks.Single(check => check.Name == name);

    private protected static IEnumerable<string> Failed(BlobProbe probe) => probe.Checks.Where(check => check.Status == CheckStatus.Failed).Select(check => check.Name);

    private protected ProbeOptions Options() => new(Redirector.Address, new ClientClaim(IPAddress.Parse(RunningRedirector.InParis)));

    private protected async Task<BlobProbe> ProbeAsync(Func<ProbeOptions, ProbeOptions>? change = null)
    {
        using var probe = new ThroughProbe(change?.Invoke(Options()) ?? Options(), TimeProvider.System);
        return (await probe.ProbeAsync([Probed], _ => { }, TestContext.Current.CancellationToken)).Single();
    }

    /// <summary>The near mirror answers GETs so; HEADs, by which the redirector asks it too, as it should.</summary>
    private protected void OnGet(Func<HttpContext, Task> lie) => Lie(context => HttpMethods.IsGet(context.Request.Method), lie);

    private protected void OnRange(Func<HttpContext, Task> lie) => Lie(context => context.Request.Headers.Range.Count > 0, lie);

    private protected void Lie(Func<HttpContext, bool> when, Func<HttpContext, Task> lie) => Redirector.Near.Behaviour = new LyingBehaviour(async context =>
    {
        if (!when(context)) return false;
        await lie(context);
        return true;
    });
}
