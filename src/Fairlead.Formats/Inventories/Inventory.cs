using Fairlead.Formats.Oci;

namespace Fairlead.Formats.Inventories;

/// <summary>Which blobs a mirror holds, as its last filling left it. Immutable, safe for any number of threads. Made by <see cref="InventoryBuilder"/> or read by <see cref="InventoryFile"/>.</summary>
public sealed class Inventory
{
    private readonly Digest[] _digests;
    private readonly long[] _sizes;
    private readonly int[] _listOf;
    private readonly string[][] _lists;

    /// <summary>Takes over arrays that are right already: digests ascending, each with a size and the index of a list.</summary>
    internal Inventory(DateTimeOffset written, string[] repositories, string[][] lists, Digest[] digests, long[] sizes, int[] listOf)
    {
        (Written, Repositories) = (written, repositories);
        (_lists, _digests, _sizes, _listOf) = (lists, digests, sizes, listOf);
    }

    /// <summary>When it was written: UTC, whole seconds.</summary>
    public DateTimeOffset Written { get; }

    /// <summary>How many blobs there are.</summary>
    public int Count => _digests.Length;

    /// <summary>Every repository that a blob belongs to, in ordinal order.</summary>
    public IReadOnlyList<string> Repositories { get; }

    /// <summary>The digests alone, ascending.</summary>
    public ReadOnlySpan<Digest> Digests => _digests;

    /// <summary>All bytes of all blobs; <see cref="long.MaxValue"/> where whoever wrote it says more.</summary>
    public long TotalSize => _sizes.Aggregate(0L, static (total, size) => total + Math.Min(size, long.MaxValue - total));

    /// <summary>The blob at this place in the order of digests.</summary>
    public InventoryEntry this[int index] => new(_digests[index], _sizes[index], _lists[_listOf[index]]);

    /// <summary>Every blob, by digest.</summary>
    public IEnumerable<InventoryEntry> Entries => Enumerable.Range(0, Count).Select(index => this[index]);

    /// <summary>Whether the mirror holds this blob.</summary>
    public bool Contains(in Digest digest) => Array.BinarySearch(_digests, digest) >= 0;

    /// <summary>What is known of this blob; false when the mirror does not hold it.</summary>
    public bool TryFind(in Digest digest, out InventoryEntry entry)
    {
        var index = Array.BinarySearch(_digests, digest);
        entry = index < 0 ? default : this[index];
        return index >= 0;
    }

    /// <summary>The different sets of repositories.</summary>
    internal ReadOnlySpan<string[]> Lists => _lists;

    /// <summary>Index in <see cref="Lists"/> of the blob at this place.</summary>
    internal int ListOf(int index) => _listOf[index];
}
