using System.Numerics;
using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Inventories;

/// <summary>What one mirror holds by its inventory: a bit for each digest of the universe. Immutable; another inventory is another object.</summary>
/// <param name="universe">Whose digests the bits are of.</param>
/// <param name="bits">One for each digest.</param>
/// <param name="written">When the inventory was written, by its own word.</param>
/// <param name="writtenAt">The same in milliseconds of this process's clock; before its beginning, it is negative.</param>
internal sealed class MirrorHoldings(DigestUniverse universe, ulong[] bits, DateTimeOffset written, long writtenAt)
{
    public DigestUniverse Universe => universe;

    public ReadOnlySpan<ulong> Bits => bits;

    public DateTimeOffset Written => written;

    /// <summary>How many blobs the mirror holds.</summary>
    public int Count { get; } = CountOf(bits);

    /// <summary>Whether it may still be believed.</summary>
    public bool IsYoung(long now, long maxAgeMilliseconds) => now - writtenAt <= maxAgeMilliseconds;

    /// <summary>Whether the mirror holds this blob.</summary>
    public bool Holds(in Digest digest, ref DigestPlace place)
    {
        var index = place.In(universe, digest);
        return index >= 0 && ((bits[index >> 6] >> index) & 1) != 0;
    }

    /// <summary>The same, with the bits of another universe that has all its digests.</summary>
    public MirrorHoldings In(DigestUniverse other, ulong[] otherBits) => new(other, otherBits, written, writtenAt);

    /// <summary>The same, as old as it is by the wall clock now, which may have been set.</summary>
    public MirrorHoldings WrittenAt(long milliseconds) => milliseconds == writtenAt ? this : new(universe, bits, written, milliseconds);

    /// <summary>Room for a bit for each of so many digests.</summary>
    public static ulong[] BitsFor(int digests) => new ulong[(digests + 63) / 64];

    private static int CountOf(ulong[] bits)
    {
        var count = 0;
        foreach (var word in bits) count += BitOperations.PopCount(word);
        return count;
    }
}
