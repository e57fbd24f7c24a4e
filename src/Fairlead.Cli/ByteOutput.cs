namespace Fairlead.Cli;

/// <summary>Bytes for a stream, gathered into large writes. Allocates nothing but its buffer.</summary>
internal sealed class ByteOutput(Stream to)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _length;

    /// <summary>Room for this many bytes, at most the buffer's; what of it is used is said by <see cref="Advance"/>.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes) Flush();
        return _buffer.AsSpan(_length);
    }

    /// <summary>So many bytes of the room were used.</summary>
    public void Advance(int bytes) => _length += bytes;

    public void Write(byte one)
    {
        Room(1)[0] = one;
        _length++;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length > _buffer.Length; bytes = bytes[_buffer.Length..]) Write(bytes[.._buffer.Length]);
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        to.Write(_buffer, 0, _length);
        _length = 0;
    }
}
