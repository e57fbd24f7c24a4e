using Fairlead.Redirector.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// Kestrel with an application of ours straight on top: no hosting diagnostics (they log decoded paths), no middleware, no
/// <c>HttpContext</c> unless the application makes one.
/// </summary>
public sealed class KestrelHost : IAsyncDisposable
{
    private readonly WebApplication _services;
    private readonly IServer _server;

    private KestrelHost(WebApplication services, IServer server) => (_services, _server) = (services, server);

    /// <summary>URLs that it listens on, with the ports that it got.</summary>
    public IReadOnlyList<string> Addresses => [.. _server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">An address can't be listened on for another reason.</exception>
    public static async Task<KestrelHost> StartAsync<TContext>(
        IHttpApplication<TContext> application, Action<KestrelServerOptions> configure, ILoggerFactory loggers, CancellationToken cancel)
        where TContext : notnull
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(configure);
        // Of several that can bind, Kestrel takes the last; elsewhere its own sockets serve.
        if (OperatingSystem.IsLinux()) builder.Services.AddSingleton<IConnectionListenerFactory, EpollTransport>();
        var services = builder.Build();
        var server = services.Services.GetRequiredService<IServer>();
        try
        {
            await server.StartAsync(application, cancel).ConfigureAwait(false);
        }
        catch
        {
            await services.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        return new KestrelHost(services, server);
    }

    /// <summary>Stops accepting, lets what runs finish until the token is cancelled, and ends.</summary>
    public Task StopAsync(CancellationToken deadline) => _server.StopAsync(deadline);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
