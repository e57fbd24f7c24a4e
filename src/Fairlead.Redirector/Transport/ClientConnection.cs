using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Fairlead.Redirector.Transport;

/// <summary>A client's connection, as Kestrel wants one.</summary>
internal sealed class ClientConnection : DefaultConnectionContext, IDuplexPipe, IMemoryPoolFeature
{
    private const int MaxDrained = 256 * 1024;
    private readonly CancellationTokenSource _closed = new();
    private readonly Socket _socket;
    private readonly EventLoop _loop;
    private readonly SocketReader _reader;
    private readonly SocketWriter _writer;
    private readonly long _number;
    private int _isClosed;
    private int _isDisposed;

    /// <summary>Takes the socket over.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system watches too many sockets already.</exception>
    /// <exception cref="SocketException">The client is gone.</exception>
    public ClientConnection(Socket socket, EventLoop loop, MemoryPool<byte> memory)
    {
        (_socket, _loop, MemoryPool) = (socket, loop, memory);
        socket.Blocking = false;
        socket.NoDelay = true;
        _reader = new SocketReader(socket, Closed);
        _writer = new SocketWriter(socket, Closed);
        (LocalEndPoint, RemoteEndPoint) = (socket.LocalEndPoint, socket.RemoteEndPoint);
        ConnectionClosed = _closed.Token;
        Transport = this;
        Features.Set<IMemoryPoolFeature>(this);
        _number = loop.Add(this, socket);
    }

    /// <inheritdoc/>
    public PipeReader Input => _reader;

    /// <inheritdoc/>
    public PipeWriter Output => _writer;

    /// <inheritdoc/>
    public MemoryPool<byte> MemoryPool { get; }

    /// <summary>Events of the socket, on the loop's thread.</summary>
    public void Signal(int events)
    {
        if ((events & Epoll.Writable) != 0) _writer.Signal();
        if ((events & Epoll.Readable) != 0) _reader.Signal((events & Epoll.Ended) != 0);
    }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _reader.Abort(abortReason);
        Shutdown(SocketShutdown.Both); // which is an event: whoever reads or writes learns of it
        Closed();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        Shutdown(SocketShutdown.Send);
        Drain();
        _loop.Remove(_number);
        _socket.Dispose();
        Signal(Epoll.Readable | Epoll.Writable); // to whoever still waits: there will be no other event
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private void Closed()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
    }

    /// <summary>A socket closed with something unread resets its connection, and the client may lose our last answer with it.</summary>
    private void Drain()
    {
        Span<byte> waste = stackalloc byte[4096];
        for (var drained = 0; drained < MaxDrained;)
        {
            var count = _socket.Receive(waste, SocketFlags.None, out var error);
            if (error != SocketError.Success || count == 0) return;
            drained += count;
        }
    }

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            _socket.Shutdown(how);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // the client went first, or we did
        }
    }
}
