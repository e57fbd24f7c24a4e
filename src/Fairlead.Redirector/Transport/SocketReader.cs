using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Connections;

namespace Fairlead.Redirector.Transport;

/// <summary>
/// What a client sends, read straight from its socket into a buffer that is held only while something is in it: an idle connection
/// has none. One reader at a time, on any thread.
/// </summary>
internal sealed class SocketReader(Socket socket, Action ended) : PipeReader, IValueTaskSource<ReadResult>
{
    private const int FirstSize = 4 * 1024;
    private const int MaxUnread = 64 * 1024; // a header block, a TLS record and an HTTP/2 frame are at most 16 KiB

    private readonly Readiness _readiness = new();
    private byte[]? _buffer;
    private int _start;
    private int _examined;
    private int _end;
    private bool _isEnd;
    private Exception? _failure;
    private volatile Exception? _abortReason;
    private volatile bool _isEnding; // the end is announced once, perhaps together with bytes before it

    /// <summary>The socket has something, or has ended. Whoever waits goes on, on this thread.</summary>
    public void Signal(bool isEnding)
    {
        if (isEnding) _isEnding = true;
        if (!_readiness.Signal()) return;
        while (!Receive())
        {
            if (_readiness.TryWait()) return;
        }
        _readiness.End();
    }

    /// <summary>Why the end comes that comes next.</summary>
    public void Abort(ConnectionAbortedException reason) => _abortReason = reason;

    /// <inheritdoc/>
    /// <exception cref="ConnectionResetException">The client went without a word.</exception>
    /// <exception cref="ConnectionAbortedException">We ended the connection.</exception>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        if (_failure is not null) return ValueTask.FromException<ReadResult>(_failure);
        while (!HasResult())
        {
            if (_readiness.TryBegin(cancellationToken)) return new ValueTask<ReadResult>(this, _readiness.Version);
        }
        return _failure is null ? new(Result()) : ValueTask.FromException<ReadResult>(_failure);
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        var hasResult = HasResult();
        if (_failure is not null) throw _failure;
        result = hasResult ? Result() : default;
        return hasResult;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_buffer is null) return;
        _start = IndexOf(consumed);
        _examined = IndexOf(examined);
        if (_start == _end) Release();
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => _readiness.Interrupt();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        _isEnd = true;
        Release();
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        _readiness.GetResult(token);
        return _failure is null ? Result() : throw _failure;
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _readiness.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _readiness.OnCompleted(continuation, state, token, flags);

    private bool HasResult() => _isEnd || _examined < _end || _readiness.IsInterrupted || (_readiness.IsSignalled && Receive());

    private ReadResult Result()
    {
        var held = _buffer is null ? default : new ReadOnlySequence<byte>(_buffer, _start, _end - _start);
        return new ReadResult(held, _readiness.TakeInterruption(), _isEnd);
    }

    /// <summary>Reads the socket once. False when there is nothing.</summary>
    private bool Receive()
    {
        _readiness.Clear();
        var room = Room();
        if (room.IsEmpty) return End(new InvalidOperationException($"More than {MaxUnread} bytes were left unread."));

        int count;
        SocketError error;
        try
        {
            count = socket.Receive(room, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException)
        {
            return End(_abortReason);
        }
        if (error == SocketError.WouldBlock)
        {
            if (_start == _end) Release();
            return false;
        }
        if (error != SocketError.Success) return End(_abortReason ?? new ConnectionResetException("The client has reset the connection.", new SocketException((int)error)));
        if (count == 0) return End(_abortReason);

        _end += count;
        if (count == room.Length || _isEnding) _readiness.Renew(); // less than there was room for says that there is no more: epoll(7)
        return true;
    }

    private bool End(Exception? failure)
    {
        _isEnd = true;
        _failure = failure;
        if (_start == _end || failure is not null) Release();
        ended();
        return true;
    }

    private Span<byte> Room()
    {
        if (_buffer is null) _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
        else if (_end == _buffer.Length) MakeRoom(_buffer);
        return _buffer.AsSpan(_end);
    }

    private void MakeRoom(byte[] full)
    {
        var held = _end - _start;
        if (held >= MaxUnread) return;
        var size = held > full.Length / 2 ? full.Length * 2 : full.Length;
        _buffer = ArrayPool<byte>.Shared.Rent(size);
        full.AsSpan(_start, held).CopyTo(_buffer);
        ArrayPool<byte>.Shared.Return(full);
        _examined -= _start;
        (_start, _end) = (0, held);
    }

    private void Release()
    {
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _start = _examined = _end = 0;
    }

    /// <summary>Where in the buffer a position is: the end of a sequence over an array carries a flag in its sign.</summary>
    private static int IndexOf(SequencePosition position) => position.GetInteger() & int.MaxValue;
}
