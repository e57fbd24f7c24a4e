namespace Fairlead.Traffic.ClickHouse;

/// <summary>128 bits as ClickHouse writes a UUID.</summary>
internal static class UuidText
{
    /// <summary>8-4-4-4-12 hex digits.</summary>
    public static string Of(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
