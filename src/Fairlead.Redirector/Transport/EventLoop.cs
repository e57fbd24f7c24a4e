using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Transport;

/// <summary>One thread that waits for the events of its connections, and continues on itself whatever waited for them.</summary>
internal sealed class EventLoop : IDisposable
{
    private const int EventsAtATime = 512;
    private const long Stop = 0;
    private static long s_lastNumber = Stop;

    private readonly Epoll _epoll = new(EventsAtATime);
    private readonly ConcurrentDictionary<long, ClientConnection> _connections = [];
    private readonly AnonymousPipeServerStream _stop = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream _stopped;
    private readonly ILogger _logger;

    /// <summary>Starts the thread.</summary>
    public EventLoop(int index, ILogger logger)
    {
        _logger = logger;
        _stopped = new AnonymousPipeClientStream(PipeDirection.In, _stop.ClientSafePipeHandle);
        _epoll.Watch(_stopped.SafePipeHandle, Stop); // it ends when the other end is closed
        new Thread(Run) { IsBackground = true, Name = $"connections {index}" }.UnsafeStart();
    }

    /// <summary>From now on the connection learns what its socket is ready for. The number is what it leaves by.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system watches too much already.</exception>
    public long Add(ClientConnection connection, Socket socket)
    {
        // Numbers are never used twice, as descriptors are: a late event of a closed connection finds nobody.
        var number = Interlocked.Increment(ref s_lastNumber);
        _connections[number] = connection;
        _epoll.Watch(socket.SafeHandle, number);
        return number;
    }

    /// <summary>The connection learns no more.</summary>
    public void Remove(long number) => _connections.TryRemove(number, out _);

    /// <summary>Ends the thread, soon (it may be the one that asks). Connections that are left wait for ever: to be called when there are none.</summary>
    public void Dispose() => _stop.Dispose();

    private void Run()
    {
        using var epoll = _epoll;
        using var stopped = _stopped;
        while (true)
        {
            var count = _epoll.Wait();
            for (var i = 0; i < count; i++)
            {
                var (events, number) = _epoll[i];
                if (number == Stop) return;
                if (_connections.TryGetValue(number, out var connection)) Signal(connection, events);
            }
        }
    }

    private void Signal(ClientConnection connection, int events)
    {
        try
        {
            connection.Signal(events);
        }
        catch (Exception failure)
        {
            // Nothing that was found comes here; were it to, one client is lost and not the thread of thousands.
            TransportLog.ConnectionFailed(_logger, failure);
            connection.Abort(new ConnectionAbortedException("Its event could not be handled.", failure));
        }
    }
}
