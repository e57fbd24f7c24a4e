using System.Buffers.Binary;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>Values in ClickHouse's RowBinary (its documentation, "Formats": little-endian numbers, strings and arrays behind their length as a LEB128 number), in memory. For one thread.</summary>
internal sealed class RowWriter
{
    private byte[] _buffer = new byte[1 << 10];

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Byte(byte value) => Room(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Room(2), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    /// <summary>A <c>Nullable(Int64)</c>.</summary>
    public void NullableInt64(long? value)
    {
        Byte(value is null ? (byte)1 : (byte)0);
        if (value is { } known) Int64(known);
    }

    /// <summary>A <c>Nullable(String)</c>.</summary>
    public void NullableString(string? value)
    {
        Byte(value is null ? (byte)1 : (byte)0);
        if (value is not null) String(value);
    }

    /// <summary>A UUID: its upper half before the lower.</summary>
    public void Uuid(UInt128 value)
    {
        Int64((long)(ulong)(value >> 64));
        Int64((long)(ulong)value);
    }

    public void String(string value)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(value);
        Count(length);
        System.Text.Encoding.UTF8.GetBytes(value, Room(length));
    }

    /// <summary>An array: how many, then each.</summary>
    public void Array<T>(IReadOnlyCollection<T> values, Action<RowWriter, T> write)
    {
        Count(values.Count);
        foreach (var value in values) write(this, value);
    }

    /// <summary>What already is in this form.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    /// <summary>Sets a number that was written before, which begins there.</summary>
    public void PatchInt32(int start, int value) => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start, 4), value);

    /// <summary>Forgets all that was written after so many bytes, and keeps the room.</summary>
    public void CutTo(int length) => Length = length;

    private void Count(int value)
    {
        var left = (uint)value;
        for (; left >= 0x80; left >>= 7) Byte((byte)(left | 0x80));
        Byte((byte)left);
    }

    private Span<byte> Room(int length)
    {
        if (_buffer.Length - Length < length) System.Array.Resize(ref _buffer, (int)Math.Min(Math.Max(2L * _buffer.Length, (long)Length + length), System.Array.MaxLength));
        Length += length;
        return _buffer.AsSpan(Length - length, length);
    }
}
