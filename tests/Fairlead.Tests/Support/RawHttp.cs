using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fairlead.Tests.Support;

/// <summary>Sends bytes as they are to a server, one connection a call, and reads until the server closes it.</summary>
internal static class RawHttp
{
    /// <summary>Far above what any answer takes: what hangs so long has failed.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static async Task<RawAnswer> SendAsync(Uri server, string request) => RawAnswer.Parse(await ExchangeAsync(server, request));

    /// <summary>All that came back; each character is one byte, both ways.</summary>
    public static async Task<string> ExchangeAsync(Uri server, string request)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var timer = TimeProvider.System.CreateTimer(_ => late.Cancel(), null, s_patience, Timeout.InfiniteTimeSpan);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), late.Token);
        var answer = new MemoryStream();
        try
        {
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), late.Token);
            await stream.CopyToAsync(answer, late.Token);
        }
        catch (IOException)
        {
            // A server that refuses before it has read everything resets the connection, and what it said may still have come.
        }
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
