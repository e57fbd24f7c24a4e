using System.Buffers.Binary;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>
/// Reads the rows of an answer in RowBinary, one after the other, in bounded memory whatever the server sends. The columns are read in their order by the calls for their types.
/// For one thread.
/// </summary>
/// <param name="fill">Reads more bytes; 0 at the end.</param>
internal sealed class RowReader(Func<Memory<byte>, ValueTask<int>> fill)
{
    /// <summary>No row is longer: it has a dozen texts.</summary>
    public const int MaxRow = 1 << 16;

    /// <summary>Bytes of a text at the most: names have some 1,500 (<see cref="Cells.NameList"/>), organisations and shapes of lines fewer.</summary>
    public const int MaxText = 4 << 10;

    private readonly byte[] _buffer = new byte[2 * MaxRow];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Goes to the next row; false when there is none. What the last row gave is gone then.</summary>
    public async ValueTask<bool> NextAsync()
    {
        while (!_isAtEnd && _end - _start < MaxRow)
        {
            if (_buffer.Length - _start < MaxRow)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            var read = await fill(_buffer.AsMemory(_end)).ConfigureAwait(false);
            _end += read;
            _isAtEnd = read == 0;
        }
        return _end > _start;
    }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public UInt128 Uuid()
    {
        var halves = Take(16);
        return new UInt128(BinaryPrimitives.ReadUInt64LittleEndian(halves), BinaryPrimitives.ReadUInt64LittleEndian(halves[8..]));
    }

    /// <summary>A <c>UInt64</c> that is a count: at most what a long holds.</summary>
    /// <exception cref="InvalidDataException">It is more.</exception>
    public long Count()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
        return value <= long.MaxValue ? (long)value : throw new InvalidDataException("a count in the answer is too large to be one");
    }

    /// <summary>A <c>Nullable(Int64)</c> that is a time, in seconds since 1970.</summary>
    /// <exception cref="InvalidDataException">It is before that, or there is no such date.</exception>
    public long? NullableTime()
    {
        if (Byte() != 0) return null;
        var time = BinaryPrimitives.ReadInt64LittleEndian(Take(8));
        return time is >= 0 and <= LogRecord.LastTime ? time : throw new InvalidDataException("a time in the answer is none");
    }

    /// <summary>A <c>Nullable(String)</c>.</summary>
    public string? NullableString() => Byte() == 0 ? String() : null;

    public string String() => System.Text.Encoding.UTF8.GetString(Bytes());

    /// <summary>A string as its bytes; good until the next row.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = 0;
        for (var shift = 0; shift <= 14; shift += 7) // three bytes say more than a text may have
        {
            var part = Byte();
            length |= (part & 0x7F) << shift;
            if (part < 0x80 && length <= MaxText) return Take(length);
            if (part < 0x80) break;
        }
        throw new InvalidDataException($"a text in the answer is longer than {MaxText >> 10} KiB");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _end - _start) throw new InvalidDataException(_isAtEnd ? "the answer ends in the middle of a row" : $"a row of the answer is longer than {MaxRow >> 10} KiB");
        _start += length;
        return _buffer.AsSpan(_start - length, length);
    }
}
