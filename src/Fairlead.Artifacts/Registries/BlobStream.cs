using System.Buffers;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// A blob's bytes as they come. Where the connection breaks, or nothing or next to nothing comes for too long, the rest is asked for with a
/// Range; what comes makes the count of failures begin anew, unless it is next to nothing. For one reader.
/// </summary>
internal sealed class BlobStream : Stream
{
    private const int SkipBytes = 64 << 10;

    // What counts as going on: a server that sends a byte before it cuts the connection, or one a minute, would keep us for ever.
    private const int Progress = 16 << 10;
    private const int SlowWaits = 5;

    private readonly RegistryExchange _exchange;
    private readonly RegistryRequest _request;
    private readonly HostPermit _permit;
    private Deadline? _deadline;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private long? _size;
    private long _position;
    private int _failures;
    private int _sinceFailure;
    private int _inWaits;
    private TimeSpan _waited;
    private bool _isOver;

    /// <param name="exchange">Whom to ask.</param>
    /// <param name="request">What for.</param>
    /// <param name="size">How long it has to be; null: as long as the first answer says.</param>
    /// <param name="permit">Given back at the end.</param>
    public BlobStream(RegistryExchange exchange, RegistryRequest request, long? size, HostPermit permit) =>
        (_exchange, _request, _size, _permit) = (exchange, request, size, permit);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Asks for what is still to come, until somebody sends it.</summary>
    /// <exception cref="RegistryException">Nobody does.</exception>
    public async Task ConnectAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await ConnectOnceAsync(cancel).ConfigureAwait(false);
                return;
            }
            catch (RegistryException e) when (e.IsTransient)
            {
                await FailedAsync(e, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _isOver) return 0;
        while (true)
        {
            try
            {
                if (_body is null && _position > 0 && _position == _size) return End(); // broken off after its last byte
                if (_body is null) await ConnectOnceAsync(cancellationToken).ConfigureAwait(false);
                var read = await PieceAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read == 0) return End();
                _position += read;
                if (_failures > 0 && (_sinceFailure += read) >= Progress) _failures = 0;
                return _position <= _size || _size is null ? read : throw TooLong();
            }
            catch (RegistryException e) when (e.IsTransient)
            {
                await FailedAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Not for use: waiting for a network holds a thread.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read it with ReadAsync");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Release();
        base.Dispose(disposing);
    }

    private async ValueTask<int> PieceAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var deadline = _deadline!;
        deadline.Follow(cancel);
        try
        {
            var piece = _body!.ReadAsync(buffer, deadline.Token);
            if (piece.IsCompletedSuccessfully) return piece.Result; // it was there already: nothing to wait for
            var began = _exchange.Http.Time.GetTimestamp();
            deadline.Start();
            var read = await piece.ConfigureAwait(false);
            Pace(read, _exchange.Http.Time.GetElapsedTime(began));
            return read;
        }
        catch (Exception e) when (e is IOException and not RegistryException or HttpRequestException || deadline.HasPassed)
        {
            throw _exchange.Http.Unanswered(_request.ToString(), _response!.RequestMessage!.RequestUri!, deadline, e);
        }
        finally
        {
            deadline.Stop();
        }
    }

    // Only what was waited for is counted: who reads slowly is no slow server.
    private void Pace(int read, TimeSpan wait)
    {
        (_inWaits, _waited) = (_inWaits + read, _waited + wait);
        if (_waited < _exchange.Http.Options.IdleTimeout * SlowWaits) return;
        var (bytes, waited) = (_inWaits, _waited);
        (_inWaits, _waited) = (0, TimeSpan.Zero);
        if (bytes >= Progress || read == 0) return;
        throw new RegistryException(string.Create(CultureInfo.InvariantCulture, $"{_exchange.Host}: {_request}: only {bytes} bytes came in {waited.TotalSeconds:F0} s"))
        {
            IsTransient = true,
        };
    }

    private async Task ConnectOnceAsync(CancellationToken cancel)
    {
        Drop();
        var deadline = _deadline = _exchange.Http.Deadline(cancel);
        var response = await _exchange.SendAsync(_request with { From = _position }, deadline).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            throw await _exchange.RefusedAsync(_request, response, deadline).ConfigureAwait(false);
        _response = response;
        var headers = response.Content.Headers;
        var isRest = response.StatusCode == HttpStatusCode.PartialContent;
        if (isRest && !ByteSpan.Continues(headers.ContentRange, _position, _size))
            throw Wrong($"it was asked for the bytes from {_position}, and sent others ({PlainText.Of(headers.ContentRange?.ToString())})");
        var total = isRest ? headers.ContentRange!.Length ?? _size : headers.ContentLength;
        if (_size is { } size && total is { } said && said != size) throw Wrong($"it has {said} bytes there, where {size} are expected");
        _size ??= total;
        _body = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        if (!isRest && _position > 0) await SkipAsync(cancel).ConfigureAwait(false);
    }

    // It doesn't know Range requests, and has sent everything again.
    private async Task SkipAsync(CancellationToken cancel)
    {
        var skipped = ArrayPool<byte>.Shared.Rent(SkipBytes);
        try
        {
            for (var left = _position; left > 0;)
            {
                var read = await PieceAsync(skipped.AsMemory(0, (int)Math.Min(left, skipped.Length)), cancel).ConfigureAwait(false);
                if (read == 0) throw Wrong("it ended before where it had broken off");
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(skipped);
        }
    }

    private int End()
    {
        if (_position < _size)
        {
            throw new RegistryException($"{_exchange.Host}: {_request}: it ended after {_position} of {_size} bytes") { IsTransient = true };
        }
        Release();
        return 0;
    }

    private async Task FailedAsync(RegistryException e, CancellationToken cancel)
    {
        Drop();
        _sinceFailure = 0;
        if (!_exchange.Retries.Allows(++_failures)) throw e;
        await _exchange.Retries.WaitAsync(_failures, e.RetryAfter, cancel).ConfigureAwait(false);
    }

    private RegistryException TooLong()
    {
        Release();
        return Wrong($"more comes than the {_size} bytes that are expected");
    }

    private RegistryException Wrong(string why) => new($"{_exchange.Host}: {_request}: {why}");

    // The body keeps its connection until the response is let go; a whole one gives it back to the pool, a part of one closes it.
    private void Drop()
    {
        _response?.Dispose();
        _deadline?.Dispose();
        (_response, _body, _deadline) = (null, null, null);
    }

    private void Release()
    {
        _isOver = true;
        Drop();
        _permit.Dispose();
    }
}
