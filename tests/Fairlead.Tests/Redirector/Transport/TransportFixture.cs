using System.Net;
using System.Net.Sockets;
using Fairlead.Redirector.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fairlead.Tests.Redirector.Transport;

/// <summary>The transport alone, on loopback, without Kestrel: a real client socket at one end and what Kestrel would get at the other.</summary>
internal sealed class TransportFixture : IAsyncDisposable
{
    private readonly WebApplication _services;
    private readonly EpollTransport _transport;

    private TransportFixture(WebApplication services, EpollTransport transport, IConnectionListener listener) =>
        (_services, _transport, Listener) = (services, transport, listener);

    public IConnectionListener Listener { get; }

    public IPEndPoint EndPoint => (IPEndPoint)Listener.EndPoint;

    public static async Task<TransportFixture> StartAsync(TimeSpan? sendTimeout = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore(); // for the pool of memory that it would hand us
        var services = builder.Build();
        var transport = new EpollTransport(services.Services.GetRequiredService<IMemoryPoolFactory<byte>>(), NullLoggerFactory.Instance)
        {
            SendTimeout = sendTimeout ?? EpollTransport.DefaultSendTimeout,
        };
        return new(services, transport, await transport.BindAsync(new IPEndPoint(IPAddress.Loopback, 0)));
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint) => _transport.BindAsync(endpoint);

    /// <summary>A connection, from both ends.</summary>
    public async Task<(Socket Client, ConnectionContext Connection)> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(EndPoint);
        var connection = await Listener.AcceptAsync();
        return (client, connection.ShouldNotBeNull());
    }

    public async ValueTask DisposeAsync()
    {
        await Listener.DisposeAsync();
        _transport.Dispose();
        await _services.DisposeAsync();
    }
}
