using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Presence;

/// <summary>A hash that nobody outside can aim: clients choose digests, and could otherwise fill one set of the cache.</summary>
internal readonly record struct PresenceSecret(ulong Key1, ulong Key2)
{
    public static PresenceSecret Create()
    {
        Span<ulong> secret = stackalloc ulong[2];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(secret));
        return new PresenceSecret(secret[0], secret[1]);
    }

    public ulong Hash(in Digest digest, uint site) => digest.KeyedHash(Key1, Key2 ^ (site * 0x9E3779B97F4A7C15)); // 2^64 over the golden ratio: sites far apart
}
