using System.Buffers.Binary;
using System.Numerics;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// The Castagnoli checksum (RFC 3720 appendix B.4) of bytes as they go by: finds what a disk damages, at a gigabyte a second, where a
/// cryptographic hash takes several times as long. It is no defence against people, who could as well write the file anew.
/// </summary>
internal struct Crc32C
{
    private uint _value;

    /// <summary>The checksum of all bytes so far.</summary>
    public readonly uint Value => _value;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = ~_value;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes) crc = BitOperations.Crc32C(crc, one);
        _value = ~crc;
    }
}
