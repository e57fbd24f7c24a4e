using System.Globalization;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;

namespace Fairlead.Formats.Streams;

/// <summary>
/// The content of a bzip2 file: of all its streams, one after the other, as pbzip2 writes them. (The format has no specification but
/// its program, https://sourceware.org/bzip2/.) Damage is whatever the library makes of it: it checks checksums, but not what it takes for an index.
/// </summary>
internal sealed class Bzip2Streams : ForwardStream
{
    /// <summary>The stream's header, and a block's or the end's magic number.</summary>
    public const int MagicBytes = HeaderBytes + BlockMagicBytes;

    private const int HeaderBytes = 4;
    private const int BlockMagicBytes = 6;
    private const int ChecksumBytes = 4;

    /// <summary>pbzip2 makes a stream of every 900 kB: this is 90 GB. Each costs a millisecond for its buffers, however little is in it.</summary>
    private const int MostStreams = 100_000;

    private readonly PackedInput _input;
    private readonly Bzip2Input _packed;
    private readonly byte[] _plain = new byte[32 << 10];
    private int _next;
    private int _end;
    private int _streams;
    private BZip2InputStream? _stream;

    /// <summary>At the beginning of the first stream, which <see cref="IsMagic"/> has seen.</summary>
    public Bzip2Streams(PackedInput input)
    {
        (_input, _packed) = (input, new Bzip2Input(input));
        Begin();
    }

    private static ReadOnlySpan<byte> BlockMagic => [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

    private static ReadOnlySpan<byte> EndMagic => [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

    /// <summary>Whether what begins so is bzip2: <c>BZh</c>, a digit for the size of blocks, and the first block or the end.</summary>
    public static bool IsMagic(ReadOnlySpan<byte> start) =>
        start.Length >= MagicBytes && start.StartsWith("BZh"u8) && start[3] is >= (byte)'1' and <= (byte)'9'
        && (start[HeaderBytes..].StartsWith(BlockMagic) || start[HeaderBytes..].StartsWith(EndMagic));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (_next == _end)
        {
            if (_stream is not { } stream) return 0;
            (_next, _end) = (0, Unpack(() => stream.Read(_plain, 0, _plain.Length)));
            if (_end == 0) Next();
        }
        var count = Math.Min(buffer.Length, _end - _next);
        _plain.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _stream?.Dispose();
        base.Dispose(disposing);
    }

    private void Begin()
    {
        // A stream without a block, as of an empty file, is more than the library can take.
        while (_input.Peek(MagicBytes)[HeaderBytes..].StartsWith(EndMagic))
        {
            var end = _input.Peek(MagicBytes + ChecksumBytes);
            if (end.Length < MagicBytes + ChecksumBytes) throw Wrong("the bzip2 data is cut short");
            if (end[MagicBytes..].ContainsAnyExcept((byte)0)) throw Wrong("damaged bzip2: its checksum is wrong");
            _input.Take(end.Length);
            if (!HasNext()) return;
        }
        if (++_streams > MostStreams) throw Wrong($"more than {MostStreams} bzip2 streams");
        _stream = Unpack(() => new BZip2InputStream(_packed) { IsStreamOwner = false });
    }

    private void Next()
    {
        _stream!.Dispose();
        _stream = null;
        if (HasNext()) Begin();
    }

    private bool HasNext()
    {
        var next = _input.Peek(MagicBytes);
        if (next.IsEmpty) return false;
        return IsMagic(next) ? true : throw Wrong("something follows the end of the bzip2 data");
    }

    private T Unpack<T>(Func<T> unpack)
    {
        try
        {
            try
            {
                return unpack();
            }
            catch (EndOfStreamException)
            {
                _packed.ThrowFailure();
                throw;
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"{Near()}: the bzip2 data is cut short", e);
        }
        catch (InsufficientExecutionStackException e)
        {
            throw new InvalidDataException($"{Near()}: damaged bzip2: too many blocks without content", e);
        }
        catch (Exception e) when (e is SharpZipBaseException or IndexOutOfRangeException or NullReferenceException or ArithmeticException or ArgumentException)
        {
            throw new InvalidDataException($"{Near()}: damaged bzip2", e);
        }
    }

    private InvalidDataException Wrong(string what) => new($"{Near()}: {what}");

    private string Near() => string.Create(CultureInfo.InvariantCulture, $"near byte {_input.Taken}");
}
