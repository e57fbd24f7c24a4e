using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>A mirror that hangs: connections are accepted and requests are read, nothing is ever answered.</summary>
internal sealed class SilentMirror : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Socket> _connections = new();
    private readonly ConcurrentQueue<string> _requests = new();

    public SilentMirror()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What a policy has for <c>url:</c>.</summary>
    public string UrlTemplate => $"http://{_listener.LocalEndpoint}/containers/images/{{digest}}";

    /// <summary>Waits until it is asked for this.</summary>
    public Task WaitForRequestAsync(string path) => Eventually.IsTrueAsync(
        $"a request for {path}", () => _requests.Any(request => request.Contains(path, StringComparison.Ordinal)));

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var connection in _connections) connection.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptSocketAsync();
                _connections.Enqueue(connection);
                _ = ReadAsync(connection);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ReadAsync(Socket connection)
    {
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await connection.ReceiveAsync(buffer)) > 0) _requests.Enqueue(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The client gave up, as it should.
        }
    }
}
