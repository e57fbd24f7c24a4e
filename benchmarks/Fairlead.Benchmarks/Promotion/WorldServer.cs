using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fairlead.Benchmarks.Promotion;

/// <summary>
/// Registries on loopback that list as Google's do, each on a port of its own and each call with a latency; only to be read. One port more tells and
/// forgets how they were called.
/// </summary>
internal sealed class WorldServer(IReadOnlyDictionary<string, byte[]> listings, TimeSpan latency, bool isWhole) : IAsyncDisposable
{
    private const string List = "/tags/list";

    private readonly ConcurrentDictionary<(int Port, string Path), int> _calls = new();
    private WebApplication? _application;

    /// <summary>The ports: the one that tells, the source, the destinations.</summary>
    public IReadOnlyList<int> Ports { get; private set; } = [];

    /// <summary>Starts answering.</summary>
    /// <param name="destinations">How many there are besides the source.</param>
    public async Task StartAsync(int destinations)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var number = 0; number < destinations + 2; number++) kestrel.Listen(IPAddress.Loopback, 0);
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await _application.StartAsync();
        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Ports = [.. addresses.Select(address => new Uri(address).Port)];
    }

    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        var port = context.Connection.LocalPort;
        if (port == Ports[0])
        {
            await context.Response.WriteAsync(TakeCalls());
            return;
        }
        var path = context.Request.Path.Value!;
        _calls.AddOrUpdate((port, path), 1, (_, calls) => calls + 1);
        if (latency > TimeSpan.Zero) await Task.Delay(latency, context.RequestAborted);
        context.Response.ContentType = "application/json";
        if (path == "/v2/") await context.Response.WriteAsync("{}");
        else if (path.EndsWith(List, StringComparison.Ordinal) && (isWhole || port == Ports[1]) && listings.TryGetValue(NameOf(path), out var listing)) await context.Response.Body.WriteAsync(listing);
        else await RefuseAsync(context);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("""{"errors":[{"code":"NAME_UNKNOWN","message":"there is nothing"}]}""");
    }

    /// <summary>Calls since it was asked last: all of them, and the most to one repository of one registry.</summary>
    private string TakeCalls()
    {
        var calls = _calls.ToList();
        _calls.Clear();
        var most = calls.Where(call => call.Key.Path != "/v2/").GroupBy(call => (call.Key.Port, Repository(call.Key.Path))).Select(group => group.Sum(call => call.Value)).DefaultIfEmpty().Max();
        return $"{calls.Sum(call => call.Value)} {most}\n";
    }

    /// <summary><c>/v2/ROOT/TEAM/NAME/tags/list</c> without the root.</summary>
    private static string NameOf(string path) => path["/v2/".Length..^List.Length] is var name && name.IndexOf('/') is var slash && slash < 0 ? name : name[(slash + 1)..];

    private static string Repository(string path)
    {
        var end = new[] { "/tags/", "/manifests/", "/blobs/", "/referrers/" }.Select(kind => path.LastIndexOf(kind, StringComparison.Ordinal)).Max();
        return end < 0 ? path : path[..end];
    }
}
