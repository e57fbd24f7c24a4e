using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Presence;

/// <summary>A hash that nobody outside can aim: clients choose digests, and could otherwise fill one set of the cache.</summary>
internal readonly record struct PresenceSecret(ulong High, ulong Low)
{
    public static PresenceSecret Create()
    {
        Span<ulong> secret = stackalloc ulong[2];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(secret));
        return new PresenceSecret(secret[0] | 1, secret[1] | 1);
    }

    public ulong Hash(in Digest digest, uint site)
    {
        var high = Math.BigMul(digest.High ^ High, (digest.Low ^ Low) + (site * 0x9E3779B97F4A7C15), out var low);
        return high ^ low;
    }
}
