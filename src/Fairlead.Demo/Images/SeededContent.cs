using System.Buffers.Binary;

namespace Fairlead.Demo.Images;

/// <summary>
/// Bytes that look random, don't compress, and are the same for the same seed on every machine and every runtime
/// (which <see cref="Random"/> doesn't promise): SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 17).
/// </summary>
public static class SeededContent
{
    /// <summary>The first <paramref name="size"/> bytes of this seed's sequence.</summary>
    public static byte[] Of(ulong seed, int size)
    {
        var content = new byte[size];
        var rest = content.AsSpan();
        while (rest.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(rest, Next(ref seed));
            rest = rest[sizeof(ulong)..];
        }
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(last, Next(ref seed));
        last[..rest.Length].CopyTo(rest);
        return content;
    }

    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
