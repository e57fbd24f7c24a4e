using System.Buffers.Binary;
using System.Numerics;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// The Castagnoli checksum (RFC 3720 appendix B.4): finds what a disk damages, for a millisecond at start-up where a cryptographic hash
/// takes tens. It is no defence against people, who could as well write the file anew.
/// </summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
