using System.Buffers.Binary;

namespace Fairlead.Tests.Support;

/// <summary>Bytes as binary formats of the network have them, numbers with the most significant byte first.</summary>
internal sealed class NetworkBytes
{
    private byte[] _bytes = new byte[256];
    private int _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public int Count => _count;

    public byte[] ToArray() => Written.ToArray();

    public void Clear() => _count = 0;

    public NetworkBytes Byte(int value)
    {
        Next(1)[0] = checked((byte)value);
        return this;
    }

    public NetworkBytes UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Next(2), checked((ushort)value));
        return this;
    }

    public NetworkBytes UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Next(4), value);
        return this;
    }

    public NetworkBytes Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Next(value.Length));
        return this;
    }

    /// <summary>So many zeros.</summary>
    public NetworkBytes Zeros(int count)
    {
        Next(count).Clear();
        return this;
    }

    private Span<byte> Next(int length)
    {
        while (_bytes.Length < _count + length) Array.Resize(ref _bytes, 2 * _bytes.Length);
        _count += length;
        return _bytes.AsSpan(_count - length, length);
    }
}
