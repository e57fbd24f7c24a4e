using System.Buffers.Binary;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// The records of an MRT file, one after the other, each whole: RFC 6396 section 2. There is one buffer, which grows up to the longest
/// record allowed: what is read of a record is good until the next one is asked for.
/// </summary>
internal sealed class MrtRecords(Stream content)
{
    /// <summary>
    /// One prefix with 65,535 paths of 60 bytes, or a thousand paths of 4,096 bytes, which is all that fits a BGP message (RFC 4271
    /// section 4). Collectors have some hundred peers, and records of up to 100 KB.
    /// </summary>
    public const int LongestBody = 4 << 20;

    private const int HeaderLength = 12; // time 4, type 2, subtype 2, length 4
    private const int FirstBuffer = 64 << 10;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _begin; // of the record
    private int _next; // record's begin
    private int _filled;
    private long _offset; // in the file, of the record

    /// <summary>The number of the record, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>What kind of record it is, one of <see cref="MrtType"/> or another.</summary>
    public int Type { get; private set; }

    /// <summary>The meaning depends on the type; for TABLE_DUMP_V2 one of <see cref="TableDumpSubtype"/> or another.</summary>
    public int Subtype { get; private set; }

    /// <summary>What the record holds after its header.</summary>
    public MrtCursor Body =>
        new(_buffer.AsSpan((_begin + HeaderLength).._next), "the record", Number, _offset + HeaderLength);

    /// <summary>Goes to the next record; false at the end of the file.</summary>
    /// <exception cref="FeedFormatException">The file ends within the record, or the record is too long.</exception>
    public bool Read()
    {
        _offset += _next - _begin;
        _begin = _next;
        var read = Fill(HeaderLength);
        if (read == 0) return false;
        Number++;
        if (read < HeaderLength) throw CutShort(read, HeaderLength);

        var header = _buffer.AsSpan(_begin);
        Type = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        Subtype = BinaryPrimitives.ReadUInt16BigEndian(header[6..]);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        if (length > LongestBody) throw Wrong($"a record of {length} bytes, more than {LongestBody}");

        var whole = HeaderLength + (int)length;
        read = Fill(whole);
        if (read < whole) throw CutShort(read, whole);
        _next = _begin + whole;
        return true;
    }

    /// <summary>The error that something is wrong with the record as such.</summary>
    public FeedFormatException Wrong(string problem) => MrtCursor.Wrong(Number, _offset, problem);

    private FeedFormatException CutShort(int read, int whole) => MrtCursor.Wrong(
        Number, _offset + read, $"the file ends after {read} of the record's {whole} bytes");

    // How many of these bytes of the record there are.
    private int Fill(int wanted)
    {
        if (_filled - _begin >= wanted) return wanted;
        _buffer.AsSpan(_begin.._filled).CopyTo(_buffer);
        _filled -= _begin;
        _begin = 0;
        if (_buffer.Length < wanted) Array.Resize(ref _buffer, wanted);
        while (_filled < wanted)
        {
            var read = content.Read(_buffer, _filled, _buffer.Length - _filled);
            if (read == 0) return _filled;
            _filled += read;
        }
        return wanted;
    }
}
