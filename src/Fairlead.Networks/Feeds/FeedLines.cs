using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// The lines of a text feed, one after the other, in a buffer of a fixed size: nothing is allocated a line, however long the file. They
/// end in LF or CR LF; a byte order mark before the first is passed over; what is not UTF-8 is refused. Not thread-safe.
/// </summary>
internal sealed class FeedLines(Stream content)
{
    /// <summary>The longest lines in use, those with an organisation's name, have some 250 bytes.</summary>
    public const int Longest = 4096;

    private readonly byte[] _buffer = new byte[16 * Longest];
    private int _start;
    private int _end;
    private bool _isRead;

    /// <summary>The number of the line that was given last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its end, to be kept or changed until the next call; false after the last.</summary>
    /// <exception cref="FeedFormatException">It is too long, or not UTF-8.</exception>
    public bool TryNext(out Span<byte> line)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start.._end);
            var length = rest.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _start += length + 1;
                line = Checked(rest[..length]);
                return true;
            }
            if (_isRead)
            {
                _start = _end;
                line = rest.IsEmpty ? default : Checked(rest);
                return !rest.IsEmpty;
            }
            if (rest.Length > Longest)
            {
                Number++;
                throw TooLong();
            }
            Fill();
        }
    }

    /// <summary>What is wrong with the line that was given last.</summary>
    public FeedFormatException Wrong(string what) => new(string.Create(CultureInfo.InvariantCulture, $"line {Number}: {what}"));

    /// <summary>What is wrong with a piece of the line that was given last.</summary>
    public FeedFormatException Wrong(string what, ReadOnlySpan<byte> piece) => Wrong($"{what}: {Excerpt.Of(Encoding.UTF8.GetString(piece))}");

    private void Fill()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = content.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isRead = read == 0;
    }

    private Span<byte> Checked(Span<byte> line)
    {
        Number++;
        if (line.Length > Longest) throw TooLong();
        if (!Utf8.IsValid(line)) throw NotUtf8(line);
        if (Number == 1 && line.StartsWith(Encoding.UTF8.Preamble)) line = line[Encoding.UTF8.Preamble.Length..];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private FeedFormatException TooLong() => Wrong(string.Create(CultureInfo.InvariantCulture, $"longer than {Longest} bytes"));

    private FeedFormatException NotUtf8(ReadOnlySpan<byte> line)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(line[offset..], out _, out var length) == OperationStatus.Done) offset += length;
        return new FeedFormatException($"{new FilePosition(Number, offset + 1)}: not valid UTF-8");
    }
}
