using System.Numerics;
using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Inventories;

/// <summary>
/// Every digest that some mirror holds, ascending, once for all mirrors: they hold nearly the same, and what each of them holds is a bit
/// a digest (<see cref="MirrorHoldings"/>). Immutable, read by any number of threads.
/// </summary>
internal sealed class DigestUniverse
{
    private readonly Digest[] _digests;
    private readonly int[] _starts; // of the digests by their first bits; one more than there are beginnings
    private readonly int _shift;

    /// <param name="digests">Ascending, none twice; taken over.</param>
    public DigestUniverse(Digest[] digests)
    {
        _digests = digests;
        var bits = BitOperations.Log2((uint)Math.Max(2, digests.Length)); // one or two digests to each beginning, in a cache line
        _shift = 64 - bits;
        _starts = new int[(1 << bits) + 1];
        var next = 0;
        for (var bucket = 0; bucket < _starts.Length; bucket++)
        {
            while (next < digests.Length && (int)(digests[next].First64 >> _shift) < bucket) next++;
            _starts[bucket] = next;
        }
    }

    public static DigestUniverse Empty { get; } = new([]);

    /// <summary>Every digest.</summary>
    public ReadOnlySpan<Digest> Digests => _digests;

    /// <summary>Its place among them; negative when nobody holds it.</summary>
    public int Find(in Digest digest)
    {
        var bucket = (int)(digest.First64 >> _shift);
        var (low, high) = (_starts[bucket], _starts[bucket + 1] - 1);
        // A few, since digests are random; halved all the same, since whoever writes an inventory may have chosen them.
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _digests[middle].CompareTo(digest);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }
}
