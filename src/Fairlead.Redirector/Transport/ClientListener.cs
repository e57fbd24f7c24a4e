using System.Buffers;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Transport;

/// <summary>A listening socket, whose connections go to the loops in turn.</summary>
internal sealed class ClientListener(Socket socket, EventLoop[] loops, MemoryPool<byte> memory, ILogger logger) : IConnectionListener
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private uint _next;
    private long _last;

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                while (SpareDescriptors.AreShort(socket, _last))
                {
                    TransportLog.AcceptFailed(logger, "nearly all descriptors are in use");
                    await Task.Delay(s_pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                }
                accepted = await socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                _last = accepted.Handle;
                return new ClientConnection(accepted, loops[_next++ % (uint)loops.Length], memory);
            }
            catch (Exception unbound) when (unbound is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (Exception failure) when (failure is SocketException or Win32Exception)
            {
                accepted?.Dispose();
                if (failure is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.NotConnected }) continue; // gone before its turn
                TransportLog.AcceptFailed(logger, failure.Message);
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return default;
    }
}
