using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fairlead.Traffic.Cells;

/// <summary>SipHash-2-4 (Aumasson and Bernstein 2012): whoever doesn't know the key can't tell which message a hash is of.</summary>
internal static class SipHash
{
    /// <summary>The hash of any message.</summary>
    /// <param name="key0">First half of the key, little-endian.</param>
    /// <param name="key1">Second half.</param>
    /// <param name="message">The message.</param>
    public static ulong Of(ulong key0, ulong key1, ReadOnlySpan<byte> message)
    {
        var (v0, v1, v2, v3) = Begin(key0, key1);
        var last = (ulong)message.Length << 56;
        for (; message.Length >= 8; message = message[8..]) Take(BinaryPrimitives.ReadUInt64LittleEndian(message), ref v0, ref v1, ref v2, ref v3);
        for (var i = 0; i < message.Length; i++) last |= (ulong)message[i] << (8 * i);
        Take(last, ref v0, ref v1, ref v2, ref v3);
        return End(v0, v1, v2, v3);
    }

    /// <summary>The hash of a message of 16 bytes.</summary>
    /// <param name="key0">First half of the key, little-endian.</param>
    /// <param name="key1">Second half.</param>
    /// <param name="word0">First half of the message, little-endian.</param>
    /// <param name="word1">Second half.</param>
    public static ulong Of(ulong key0, ulong key1, ulong word0, ulong word1)
    {
        var (v0, v1, v2, v3) = Begin(key0, key1);
        Take(word0, ref v0, ref v1, ref v2, ref v3);
        Take(word1, ref v0, ref v1, ref v2, ref v3);
        Take(16UL << 56, ref v0, ref v1, ref v2, ref v3); // the last word: how long the message was
        return End(v0, v1, v2, v3);
    }

    /// <summary>Section 2.1 of the paper: the key over "somepseudorandomlygeneratedbytes".</summary>
    private static (ulong V0, ulong V1, ulong V2, ulong V3) Begin(ulong key0, ulong key1) =>
        (key0 ^ 0x736F6D6570736575, key1 ^ 0x646F72616E646F6D, key0 ^ 0x6C7967656E657261, key1 ^ 0x7465646279746573);

    private static ulong End(ulong v0, ulong v1, ulong v2, ulong v3)
    {
        v2 ^= 0xFF;
        for (var round = 0; round < 4; round++) Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
