using System.Numerics;
using System.Text;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Traffic.Attribution;

/// <summary>
/// The blobs of several inventories as one list, with the names that they go by. Immutable. Digests are as good as random numbers, so their first bits lead to the one or two
/// blobs among which to search; it takes 52 bytes a blob.
/// </summary>
internal sealed class BlobIndex
{
    private const int MostBits = 24; // 64 MiB of places; then there are a few more blobs at each
    private const int NoName = 0;
    private const int Shared = 1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<byte[]> _names = [[], Encoding.UTF8.GetBytes(ContentBook.Shared)];
    private readonly KnownBlob[] _blobs = [];
    private readonly int[] _places;
    private readonly int _shift;

    /// <param name="inventories">Of those that have a blob, the first tells its size, and the first that knows a repository its name.</param>
    public BlobIndex(IReadOnlyList<Inventory> inventories)
    {
        foreach (var inventory in inventories) _blobs = Merge(_blobs, BlobsOf(inventory));
        var bits = Math.Clamp(BitOperations.Log2((uint)_blobs.Length), 1, MostBits);
        _shift = 64 - bits;
        _places = new int[(1 << bits) + 1];
        foreach (ref readonly var blob in _blobs.AsSpan()) _places[(int)(blob.Digest.First64 >> _shift) + 1]++;
        for (var i = 1; i < _places.Length; i++) _places[i] += _places[i - 1];
    }

    /// <summary>The name of this number; empty for none.</summary>
    public ReadOnlySpan<byte> NameOf(int image) => _names[image];

    /// <summary>Finds a blob.</summary>
    public bool TryFind(in Digest digest, out KnownBlob blob)
    {
        var place = (int)(digest.First64 >> _shift);
        var (low, high) = (_places[place], _places[place + 1]);
        while (low < high) // not one after the other: whoever makes blobs can make many that begin alike
        {
            var middle = (low + high) / 2;
            ref readonly var one = ref _blobs[middle];
            var order = one.Digest.CompareTo(digest);
            if (order == 0)
            {
                blob = one;
                return true;
            }
            if (order < 0) low = middle + 1;
            else high = middle;
        }
        blob = default;
        return false;
    }

    private KnownBlob[] BlobsOf(Inventory inventory)
    {
        var blobs = new KnownBlob[inventory.Count];
        for (var i = 0; i < blobs.Length; i++)
        {
            var (digest, size, repositories) = inventory[i];
            blobs[i] = new KnownBlob(digest, size, repositories.Count switch { 0 => NoName, 1 => NumberOf(repositories[0]), _ => Shared });
        }
        return blobs;
    }

    private int NumberOf(string repository)
    {
        if (_numbers.TryGetValue(repository, out var number)) return number;
        var name = Encoding.UTF8.GetBytes(repository);
        number = AddressText.IsIn(name) ? NoName : _names.Count;
        if (number != NoName) _names.Add(name);
        _numbers.Add(repository, number);
        return number;
    }

    /// <summary>Both, by digest.</summary>
    private static KnownBlob[] Merge(KnownBlob[] first, KnownBlob[] second)
    {
        if (first.Length == 0) return second;
        var merged = new List<KnownBlob>(Math.Max(first.Length, second.Length));
        var (i, j) = (0, 0);
        while (i < first.Length || j < second.Length)
        {
            var order = i == first.Length ? 1 : j == second.Length ? -1 : first[i].Digest.CompareTo(second[j].Digest);
            if (order < 0) merged.Add(first[i++]);
            else if (order > 0) merged.Add(second[j++]);
            else
            {
                var (known, other) = (first[i++], second[j++]);
                merged.Add(known.Image == NoName ? known with { Image = other.Image } : known);
            }
        }
        return [.. merged];
    }
}
