using System.Numerics;

namespace Fairlead.Traffic.Cells;

/// <summary>SipHash-2-4 (Aumasson and Bernstein 2012) of messages of 16 bytes: whoever doesn't know the key can't tell which message a hash is of.</summary>
internal static class SipHash
{
    /// <summary>The hash.</summary>
    /// <param name="key0">First half of the key, little-endian.</param>
    /// <param name="key1">Second half.</param>
    /// <param name="word0">First half of the message, little-endian.</param>
    /// <param name="word1">Second half.</param>
    public static ulong Of(ulong key0, ulong key1, ulong word0, ulong word1)
    {
        // Section 2.1 of the paper: "somepseudorandomlygeneratedbytes".
        var (v0, v1, v2, v3) = (key0 ^ 0x736F6D6570736575, key1 ^ 0x646F72616E646F6D, key0 ^ 0x6C7967656E657261, key1 ^ 0x7465646279746573);
        Take(word0, ref v0, ref v1, ref v2, ref v3);
        Take(word1, ref v0, ref v1, ref v2, ref v3);
        Take(16UL << 56, ref v0, ref v1, ref v2, ref v3); // the last word: how long the message was
        v2 ^= 0xFF;
        for (var round = 0; round < 4; round++) Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Take(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
