using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Fairlead.Redirector.Transport;

/// <summary>
/// What goes to a client: gathered in one buffer, sent straight to its socket when flushed, and held only until it is sent. One
/// writer at a time, on any thread. A client that is gone is told by <see cref="FlushResult.IsCompleted"/>.
/// </summary>
internal sealed class SocketWriter(Socket socket, Action ended) : PipeWriter, IValueTaskSource<FlushResult>
{
    private const int FirstSize = 4 * 1024;

    private readonly Readiness _readiness = new();
    private byte[]? _buffer;
    private int _sent;
    private int _end;
    private bool _isEnd;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _end - _sent;

    /// <summary>The socket takes more, or has ended. Whoever waits goes on, on this thread.</summary>
    public void Signal()
    {
        if (!_readiness.Signal()) return;
        while (!Send())
        {
            if (_readiness.TryWait()) return;
        }
        _readiness.End();
    }

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        var room = _buffer is null ? 0 : _buffer.Length - _end;
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)room, nameof(bytes));
        _end += bytes;
    }

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => WithRoom(sizeHint).AsMemory(_end);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => WithRoom(sizeHint).AsSpan(_end);

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        while (!_readiness.IsInterrupted && !Send())
        {
            if (_readiness.TryBegin(cancellationToken)) return new ValueTask<FlushResult>(this, _readiness.Version);
        }
        return new(Result());
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush() => _readiness.Interrupt();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        if (exception is null) Send(); // what was written and not flushed, as far as the socket takes it
        _isEnd = true;
        Release();
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token)
    {
        _readiness.GetResult(token);
        return Result();
    }

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _readiness.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _readiness.OnCompleted(continuation, state, token, flags);

    private FlushResult Result() => new(_readiness.TakeInterruption(), _isEnd);

    /// <summary>Sends what there is. False when the socket takes no more of it for now.</summary>
    private bool Send()
    {
        while (_sent < _end && !_isEnd)
        {
            var error = SendOnce();
            if (error == SocketError.WouldBlock)
            {
                // Room that came before the state was cleared is announced no more: one try after it.
                _readiness.Clear();
                error = SendOnce();
                if (error == SocketError.WouldBlock) return false;
            }
            if (error == SocketError.Success) continue;
            _isEnd = true;
            ended();
        }
        Release();
        return true;
    }

    private SocketError SendOnce()
    {
        try
        {
            _sent += socket.Send(_buffer.AsSpan(_sent, _end - _sent), SocketFlags.None, out var error);
            return error;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    private byte[] WithRoom(int sizeHint)
    {
        if (_buffer is null) return _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, FirstSize));
        if (_buffer.Length - _end >= Math.Max(sizeHint, 1)) return _buffer;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_end + sizeHint, _buffer.Length * 2));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        return _buffer = larger;
    }

    private void Release()
    {
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _sent = _end = 0;
    }
}
