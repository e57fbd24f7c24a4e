using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Fairlead.SystemTests.Envoys;

/// <summary>A connection of which messages are read one by one, with bodies whose length is said.</summary>
internal sealed class WireStream(TcpClient client) : IDisposable
{
    private readonly List<byte> _received = [];
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>The next message; null at the end.</summary>
    public async Task<WireMessage?> ReadAsync(bool hasBody, CancellationToken cancellation)
    {
        int end;
        while ((end = Latin1().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            if (!await FillAsync(cancellation)) return null;
        var lines = Latin1()[..end].Split("\r\n");
        _received.RemoveRange(0, end + 4);
        var message = new WireMessage(lines[0], [.. lines[1..].Select(line => (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim(' ', '\t')))], "");
        if (!hasBody || message.Header("Content-Length") is not { } text) return message;
        var length = int.Parse(text, CultureInfo.InvariantCulture);
        while (_received.Count < length)
            if (!await FillAsync(cancellation)) return null;
        var body = Latin1()[..length];
        _received.RemoveRange(0, length);
        return message with { Body = body };
    }

    public Task WriteAsync(WireMessage message, CancellationToken cancellation) => client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(message.Text), cancellation).AsTask();

    public void Dispose() => client.Dispose();

    private string Latin1() => Encoding.Latin1.GetString([.. _received]);

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        var read = await client.GetStream().ReadAsync(_buffer, cancellation);
        _received.AddRange(_buffer.AsSpan(0, read));
        return read > 0;
    }
}
