namespace Fairlead.Formats.Streams;

/// <summary>Lines of bytes from a stream, in constant memory however long a line is. For one thread.</summary>
/// <param name="input">The stream.</param>
/// <param name="longest">No line is given longer than this.</param>
/// <param name="beforeWaiting">Called when what has come is used up: who is on the other side may be waiting for answers.</param>
/// <param name="buffer">Room to work in, from <see cref="CreateBuffer"/>, for whoever reads many inputs one after the other.</param>
public sealed class LineReader(Stream input, int longest, Action beforeWaiting, byte[]? buffer = null)
{
    private readonly byte[] _buffer = buffer ?? CreateBuffer(longest);
    private int _start;
    private int _end;

    /// <summary>Room for lines of this length.</summary>
    public static byte[] CreateBuffer(int longest) => new byte[Math.Max(64 * 1024, 2 * longest)];

    /// <summary>Whether the line that was given last had no end: it is the input's last.</summary>
    public bool IsLastUnended { get; private set; }

    /// <summary>What comes next, without taking it: so many bytes, fewer only where the input ends before.</summary>
    /// <param name="count">At most as many as the longest line has.</param>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end - _start < count && Fill())
        {
        }
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>The next line, without its end; false when there is none.</summary>
    /// <param name="line">Valid until the next call.</param>
    /// <param name="isTooLong">The line is longer than allowed, and this is only how it begins.</param>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        isTooLong = false;
        while (true)
        {
            var ready = _buffer.AsSpan(_start, _end - _start);
            var length = ready.IndexOf((byte)'\n');
            if (length < 0)
            {
                if (ready.Length == _buffer.Length)
                {
                    isTooLong = true;
                    _end = longest; // what it begins with stays, and makes room for the rest of it
                    continue;
                }
                if (Fill()) continue;
                if (ready.IsEmpty)
                {
                    line = default;
                    return false;
                }
                length = ready.Length;
                _start = _end;
                IsLastUnended = true;
            }
            else
            {
                _start += length + 1;
            }
            isTooLong |= length > longest;
            line = ready[..Math.Min(length, longest)];
            return true;
        }
    }

    /// <summary>Moves what there is to the front of the buffer and reads more behind it; false at the end.</summary>
    private bool Fill()
    {
        beforeWaiting();
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
