using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Transport;

/// <summary>
/// Sockets for Kestrel on Linux: one thread a processor waits for all its connections, reads a request when there is one, and stays
/// with it until the answer is sent. Against Kestrel's own sockets that spares a system call, two pipes and a queue a request:
/// docs/performance.md.
/// </summary>
internal sealed class EpollTransport(IMemoryPoolFactory<byte> memory, ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    /// <summary>Far longer than a client that is there takes for an answer of some hundred bytes.</summary>
    public static readonly TimeSpan DefaultSendTimeout = TimeSpan.FromSeconds(20);

    private const int Backlog = 512; // what Kestrel's own sockets ask for; the system has the last word
    private const int ProtocolTcp = 6;
    private const int TcpUserTimeout = 18; // <netinet/tcp.h>
    private readonly ILogger _logger = loggers.CreateLogger("Fairlead");
    private readonly MemoryPool<byte> _memory = memory.Create();
    private readonly Lock _starting = new();
    private EventLoop[]? _loops;

    /// <summary>
    /// How long a client may take none of what is sent to it, or acknowledge none of it, until the system resets its connection:
    /// TCP_USER_TIMEOUT of <see href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</see>, RFC 5482.
    /// </summary>
    public TimeSpan SendTimeout { get; init; } = DefaultSendTimeout;

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = Listen(endpoint);
        lock (_starting) _loops ??= [.. Enumerable.Range(0, Environment.ProcessorCount).Select(index => new EventLoop(index, _logger))];
        return new(new ClientListener(socket, _loops, _memory, _logger));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var loop in _loops ?? []) loop.Dispose();
        _memory.Dispose();
    }

    private Socket Listen(EndPoint endpoint)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.SetRawSocketOption(ProtocolTcp, TcpUserTimeout, BitConverter.GetBytes((int)SendTimeout.TotalMilliseconds)); // its connections inherit it
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException failure)
        {
            socket?.Dispose();
            // Kestrel tells this one from the others, after which it tries IPv4 alone.
            if (failure.SocketErrorCode == SocketError.AddressAlreadyInUse) throw new AddressInUseException(failure.Message, failure);
            throw;
        }
    }
}
