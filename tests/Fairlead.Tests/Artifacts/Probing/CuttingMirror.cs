using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>
/// A mirror of one blob that closes connections in the middle of it: with FIN, so that every byte that was sent arrives. Kestrel resets, and what is on its way is lost.
/// </summary>
/// <param name="content">The blob.</param>
/// <param name="perConnection">Bytes of a body, before it closes.</param>
/// <param name="cuts">How many bodies it cuts.</param>
/// <param name="passesOverRanges">Whether it answers a Range with all of the blob.</param>
internal sealed class CuttingMirror(ReadOnlyMemory<byte> content, int perConnection, int cuts, bool passesOverRanges = false) : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _cut;

    /// <summary>Where the blob is.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}/blob";

    public CuttingMirror Start()
    {
        _listener.Start();
        _ = AcceptAsync();
        return this;
    }

    public void Dispose() => _listener.Dispose();

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
        using (client)
        {
            var request = await ReadHeadAsync(client);
            var (first, last) = RangeOf(request) is { } range && !passesOverRanges ? range : (0, content.Length - 1);
            var isPart = RangeOf(request) is not null && !passesOverRanges;
            var head = $"HTTP/1.1 {(isPart ? "206 Partial Content" : "200 OK")}\r\nConnection: close\r\nContent-Length: {last - first + 1}\r\n"
                + (isPart ? $"Content-Range: bytes {first}-{last}/{content.Length}\r\n" : "") + "\r\n";
            await client.SendAsync(Encoding.ASCII.GetBytes(head));
            if (request.StartsWith("HEAD", StringComparison.Ordinal)) return;
            var body = content[first..(last + 1)];
            if (body.Length > perConnection && Interlocked.Increment(ref _cut) <= cuts) body = body[..perConnection];
            while (body.Length > 0) body = body[await client.SendAsync(body)..];
            client.Shutdown(SocketShutdown.Send);
        }
    }

    private (int First, int Last)? RangeOf(string request)
    {
        if (request.Split("Range: bytes=") is not [_, var rest]) return null;
        var ends = rest[..rest.IndexOf('\r', StringComparison.Ordinal)].Split('-');
        return (int.Parse(ends[0]), ends[1].Length == 0 ? content.Length - 1 : int.Parse(ends[1]));
    }

    private static async Task<string> ReadHeadAsync(Socket client)
    {
        var (head, buffer) = (new StringBuilder(), new byte[4096]);
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await client.ReceiveAsync(buffer) is > 0 and var read) head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return head.ToString();
    }
}
