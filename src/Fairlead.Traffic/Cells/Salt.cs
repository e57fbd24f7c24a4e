using System.Buffers.Binary;
using System.Security.Cryptography;
using Fairlead.Networks.Addresses;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// The secret that clients are hashed under for a period: 32 random bytes in a file that only its owner may read. Machines that share it count a client once; when it
/// has been deleted, nobody can tell any more which address set which register. Immutable.
/// </summary>
public sealed class Salt
{
    /// <summary>How many bytes it has.</summary>
    public const int Length = 32;

    private readonly ulong _key0;
    private readonly ulong _key1;

    internal Salt(ReadOnlySpan<byte> secret)
    {
        Fingerprint = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData([.. "fairlead traffic salt fingerprint\n"u8, .. secret]));
        // The key is made of all of it, and apart from the fingerprint that everybody may see.
        var key = SHA256.HashData([.. "fairlead traffic salt key\n"u8, .. secret]);
        _key0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
        _key1 = BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(sizeof(ulong)));
    }

    /// <summary>What parts carry so that those of different salts are not merged: the first 8 bytes of a SHA-256 over a label and the salt.</summary>
    public ulong Fingerprint { get; }

    /// <summary>A new one, that nobody else will ever have.</summary>
    public static Salt Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>
    /// The one in the file; where there is no such file, it is made, readable by its owner only. Two programs that make it at the same time get the same one. The file is one
    /// line of 64 hex digits, so that it can be kept as a secret wherever secrets are text.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is no salt.</exception>
    /// <exception cref="IOException">It can't be read or made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read or made.</exception>
    public static Salt FromFile(string path) => new(SaltFile.ReadOrMake(path));

    /// <summary>A client's address under this salt (SipHash-2-4, Aumasson and Bernstein 2012, of its 16 bytes; IPv4 as the IPv6 address that maps it); never 0.</summary>
    public ulong Of(IpAddress client)
    {
        var low = client.IsIPv4 ? client.Low | 0xFFFFUL << 32 : client.Low;
        var hash = SipHash.Of(_key0, _key1, BinaryPrimitives.ReverseEndianness(client.High), BinaryPrimitives.ReverseEndianness(low));
        return hash == 0 ? 1 : hash;
    }
}
