using System.Net;
using Fairlead.SystemTests.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fairlead.SystemTests.Servers;

/// <summary>A small HTTP server inside the test, for what no installed server does.</summary>
internal sealed class LoopbackHttp : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackHttp(WebApplication application, Uri url) => (_application, Url) = (application, url);

    public Uri Url { get; }

    /// <summary>Starts answering.</summary>
    /// <param name="port">A port that was kept for it; null: any.</param>
    public static async Task<LoopbackHttp> StartAsync(RequestDelegate answer, int? port = null)
    {
        var url = new Uri($"http://127.0.0.1:{port ?? FreePort.Next()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, url.Port));
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new LoopbackHttp(application, url);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
