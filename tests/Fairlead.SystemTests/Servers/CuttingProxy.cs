using System.Net;
using System.Net.Sockets;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>
/// A server that dies in the middle of an upload and comes back: bytes pass through until so many have come from clients; then all connections are
/// reset, as are the next few that are made, and after those everything passes.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Uri _server;
    private readonly List<Socket> _open = [];
    private readonly Lock _gate = new();
    private readonly int _refusals;
    private long _bytesLeft;
    private int _refused;

    /// <summary>Starts passing on.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="bytes">How much clients may send before it dies.</param>
    /// <param name="refusals">How many connections are reset before it is back.</param>
    public CuttingProxy(Uri server, long bytes, int refusals)
    {
        (_server, _bytesLeft, _refusals) = (server, bytes, refusals);
        Url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        _listener = new TcpListener(IPAddress.Loopback, Url.Port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Connections that were made while it was dead.</summary>
    public int Refused
    {
        get { lock (_gate) return _refused; }
    }

    /// <summary>Whether it has died.</summary>
    public bool HasDied => Interlocked.Read(ref _bytesLeft) < 0;

    public void Dispose()
    {
        _listener.Dispose();
        ResetAll();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_gate)
        {
            _open.Add(client);
            if (HasDied && _refused < _refusals)
            {
                _refused++;
                client.Close(0);
                return;
            }
        }
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server.Port);
            await Task.WhenAny(CopyAsync(client, server, Sent), CopyAsync(server, client, _ => { }));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // One side has gone; so goes the other.
        }
        client.Close(0);
    }

    private void Sent(int bytes)
    {
        var left = Interlocked.Add(ref _bytesLeft, -bytes);
        if (left < 0 && left + bytes >= 0) ResetAll();
    }

    private void ResetAll()
    {
        lock (_gate)
        {
            // Closing with no time to linger sends RST.
            foreach (var socket in _open) socket.Close(0);
            _open.Clear();
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, Action<int> copied)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReceiveAsync(buffer)) > 0)
        {
            copied(read);
            await to.SendAsync(buffer.AsMemory(0, read));
        }
    }
}
