namespace Fairlead.Formats.Streams;

/// <summary>A packed file's bytes: buffered, with a look ahead, and with the place where one is. The file stays its owner's.</summary>
internal sealed class PackedInput(Stream file) : ForwardStream
{
    private readonly byte[] _buffer = new byte[64 << 10]; // a read from a disk or a pipe is worth its system call
    private int _next;
    private int _end;
    private long _bufferAt; // where in the file the buffer begins

    /// <summary>How many bytes have been taken.</summary>
    public long Taken => _bufferAt + _next;

    /// <summary>The next bytes, which are still to be taken: as many as asked for, fewer only at the end of the file.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _next < count) Refill(count);
        return _buffer.AsSpan(_next, Math.Min(count, _end - _next));
    }

    /// <summary>Takes bytes that were peeked at.</summary>
    public void Take(int count) => _next += count;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (_next == _end) Refill(1);
        var count = Math.Min(buffer.Length, _end - _next);
        _buffer.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        if (_next == _end)
        {
            Refill(1);
            if (_next == _end) return -1;
        }
        return _buffer[_next++];
    }

    private void Refill(int count)
    {
        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        _bufferAt += _next;
        (_next, _end) = (0, _end - _next);
        while (_end < count)
        {
            var read = file.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0) return;
            _end += read;
        }
    }
}
