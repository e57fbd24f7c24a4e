using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Clients;

/// <summary>
/// A connection that takes requests byte by byte, one after the other, and is opened anew where the server closes it. Thousands of requests go through one, where a
/// connection each would use up the ports.
/// </summary>
internal sealed class RawConnection(Uri server) : IDisposable
{
    private const int MaxHead = 64 * 1024;
    private readonly byte[] _buffer = new byte[MaxHead];
    private int _filled;
    private TcpClient? _client;

    /// <summary>Sends these bytes (one a character) and reads the whole response. Status 0: the connection was closed without one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isHead">Whether the response has no body, whatever its length says.</param>
    public async Task<RawResponse> SendAsync(string request, bool isHead)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        var isFresh = _client is null;
        var response = await TrySendAsync(request, isHead, deadline.Token);
        if (response.Status == 0 && !isFresh) response = await TrySendAsync(request, isHead, deadline.Token); // it had been closed after the answer before
        return response;
    }

    public void Dispose() => Close();

    private async Task<RawResponse> TrySendAsync(string request, bool isHead, CancellationToken cancellation)
    {
        try
        {
            if (_client is null)
            {
                _client = new TcpClient { NoDelay = true };
                await _client.ConnectAsync(IPAddress.Parse(server.Host), server.Port, cancellation);
            }
            await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), cancellation);
            var response = await ReadAsync(isHead, cancellation);
            if (response.Status == 0 || response.Header("Connection") is "close") Close();
            return response;
        }
        catch (IOException)
        {
            Close();
            return new RawResponse(0, []);
        }
    }

    private async Task<RawResponse> ReadAsync(bool isHead, CancellationToken cancellation)
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
            if (!await FillAsync(cancellation)) return new RawResponse(0, []);

        var lines = Encoding.Latin1.GetString(_buffer, 0, end).Split("\r\n");
        Consume(end + 4);
        var response = new RawResponse(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), lines[1..]);
        if (isHead || response.Status is 204 or 304) return response;
        if (response.Header("Content-Length") is { } length) await SkipAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellation);
        else if (response.Header("Transfer-Encoding") is "chunked") await SkipChunksAsync(cancellation);
        else Close(); // the body ends with the connection
        return response;
    }

    private async Task SkipAsync(int length, CancellationToken cancellation)
    {
        while (length > 0)
        {
            if (_filled == 0 && !await FillAsync(cancellation)) return;
            var taken = Math.Min(length, _filled);
            Consume(taken);
            length -= taken;
        }
    }

    private async Task SkipChunksAsync(CancellationToken cancellation)
    {
        while (true)
        {
            int end;
            while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n"u8)) < 0)
                if (!await FillAsync(cancellation)) return;
            var length = int.Parse(Encoding.Latin1.GetString(_buffer, 0, end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            Consume(end + 2);
            await SkipAsync(length + 2, cancellation); // no trailers: no proxy here sends any
            if (length == 0) return;
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        if (_client is null || _filled == _buffer.Length) return false;
        var read = await _client.GetStream().ReadAsync(_buffer.AsMemory(_filled), cancellation);
        _filled += read;
        return read > 0;
    }

    private void Consume(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    private void Close()
    {
        _client?.Dispose();
        _client = null;
        _filled = 0;
    }
}
