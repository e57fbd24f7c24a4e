using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Clients;

/// <summary>Requests byte by byte, as no HTTP client would send them.</summary>
internal static class RawHttp
{
    private const int MaxResponse = 1024 * 1024;

    /// <summary>Sends these bytes (one a character) and reads the response's head.</summary>
    public static async Task<RawResponse> SendAsync(Uri server, string request)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Parse(server.Host), server.Port, deadline.Token);
        var stream = client.GetStream();
        // A server may refuse a request before it has read all of it.
        var sending = IgnoreCutAsync(stream.WriteAsync(Encoding.Latin1.GetBytes(request), deadline.Token).AsTask());
        var response = await ReadHeadAsync(stream, deadline.Token);
        await sending;
        return response;
    }

    /// <summary>
    /// Begins a request and then sends one header byte a second, until the server has had enough of it; returns what it then said.
    /// </summary>
    public static async Task<RawResponse> SendSlowlyAsync(Uri server, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Parse(server.Host), server.Port, deadline.Token);
        var stream = client.GetStream();
        await stream.WriteAsync("GET /v2/ HTTP/1.1\r\nHost: a\r\nX-Slow: "u8.ToArray(), deadline.Token);
        var sending = IgnoreCutAsync(TrickleAsync(stream, deadline.Token));
        var response = await ReadHeadAsync(stream, deadline.Token);
        client.Close();
        await sending;
        return response;
    }

    private static async Task TrickleAsync(NetworkStream stream, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            await stream.WriteAsync("a"u8.ToArray(), cancellation);
        }
    }

    private static async Task<RawResponse> ReadHeadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var received = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (received.Length < MaxResponse && !EndsHead(received))
            {
                var read = await stream.ReadAsync(buffer, cancellation);
                if (read == 0) break;
                received.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Cut; what came before it counts.
        }
        var lines = received.ToString().Split("\r\n\r\n")[0].Split("\r\n");
        return lines[0].Split(' ') is [_, { Length: 3 } status, ..]
            ? new RawResponse(int.Parse(status, CultureInfo.InvariantCulture), lines[1..])
            : new RawResponse(0, []);
    }

    private static bool EndsHead(StringBuilder received) => received.ToString().Contains("\r\n\r\n", StringComparison.Ordinal);

    private static async Task IgnoreCutAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The server closed the connection; what it answered is what is looked at.
        }
    }
}
