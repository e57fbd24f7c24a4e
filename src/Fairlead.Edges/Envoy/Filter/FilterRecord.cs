using System.Buffers.Binary;

namespace Fairlead.Edges.Envoy.Filter;

/// <summary>Fields of a filter's configuration, one after the other, little-endian and without gaps.</summary>
internal sealed class FilterRecord
{
    private readonly List<byte> _bytes = [];

    /// <summary>What has been added.</summary>
    public byte[] Bytes => [.. _bytes];

    /// <summary>Adds a number of 32 bits.</summary>
    public FilterRecord Add(uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Adds a number of 32 bits that is not negative.</summary>
    public FilterRecord Add(int number) => Add((uint)number);

    /// <summary>Adds 1 or 0.</summary>
    public FilterRecord Add(bool fact) => Add(fact ? 1u : 0u);

    /// <summary>Adds a number of 128 bits, its upper half first.</summary>
    public FilterRecord Add(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)(number >> 64));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], (ulong)number);
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Adds where a text or a list is.</summary>
    public FilterRecord Add(FilterSlice slice) => Add(slice.Offset).Add(slice.Count);

    /// <summary>Adds the fields of another record.</summary>
    public FilterRecord Add(FilterRecord other)
    {
        _bytes.AddRange(other._bytes);
        return this;
    }
}
