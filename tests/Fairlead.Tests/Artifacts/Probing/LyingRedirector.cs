using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Demo.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>What should be a redirector, and answers as a test says.</summary>
internal static class LyingRedirector
{
    public static Task<LoopbackServer> StartAsync(Action<HttpContext> answer) => LoopbackServer.StartAsync(context =>
    {
        answer(context);
        return Task.CompletedTask;
    });

    public static void Redirect(HttpContext context, string location, int status = 307)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        context.Response.Headers.CacheControl = "no-store";
    }

    public static async Task<BlobProbe> ProbeAsync(LoopbackServer redirector, ProbedBlob blob, TimeProvider? time = null)
    {
        using var probe = new ThroughProbe(new ProbeOptions(redirector.BaseAddress, new ClientClaim(IPAddress.Loopback)), time ?? TimeProvider.System);
        return (await probe.ProbeAsync([blob], _ => { }, TestContext.Current.CancellationToken)).Single();
    }
}
