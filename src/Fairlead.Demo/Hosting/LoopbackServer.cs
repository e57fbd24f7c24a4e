using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fairlead.Demo.Hosting;

/// <summary>
/// Plain HTTP/1.1 on 127.0.0.1, in this process: Kestrel alone, without a host around it, so that tests can start many.
/// It can die and come back on its port. The handler runs for requests at the same time; starting and stopping is for one caller at a time.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly RequestDelegate _handler;
    private KestrelServer? _server;
    private Socket? _reservation;

    private LoopbackServer(RequestDelegate handler) => _handler = handler;

    /// <summary>Where it answers, with a trailing slash; the same after a restart.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Starts serving, on a free port unless one is given.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackServer> StartAsync(RequestDelegate handler, int port = 0, CancellationToken cancel = default)
    {
        var server = new LoopbackServer(handler);
        await server.ListenAsync(port, cancel);
        return server;
    }

    /// <summary>
    /// Dies: connections are cut, and new ones refused until <see cref="RestartAsync"/>. The port stays reserved,
    /// or the system could give it to the next one who asks for a free port.
    /// </summary>
    public async Task StopAsync()
    {
        if (_server is null) return;
        await CutAsync();
        _reservation = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _reservation.Bind(new IPEndPoint(IPAddress.Loopback, BaseAddress.Port)); // bound, but nobody listens: refused
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // In between, the system gave it to somebody's outgoing connection: nobody listens there either.
        }
    }

    /// <summary>Comes back after <see cref="StopAsync"/>, on the same port.</summary>
    /// <exception cref="InvalidOperationException">It is running.</exception>
    public Task RestartAsync(CancellationToken cancel = default)
    {
        if (_server is not null) throw new InvalidOperationException("the server is running");
        _reservation?.Dispose();
        _reservation = null;
        return ListenAsync(BaseAddress.Port, cancel);
    }

    /// <summary>Dies for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _reservation?.Dispose();
        _reservation = null;
    }

    private async Task ListenAsync(int port, CancellationToken cancel)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var logs = NullLoggerFactory.Instance;
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs);
        var server = new KestrelServer(Options.Create(options), transport, logs);
        try
        {
            await server.StartAsync(new DelegateApplication(_handler), cancel);
        }
        catch
        {
            server.Dispose();
            throw;
        }
        _server = server;
        BaseAddress = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
    }

    private async Task CutAsync()
    {
        if (_server is null) return;
        // A token that is cancelled already is how Kestrel is told to wait for nobody.
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        _server = null;
    }
}
