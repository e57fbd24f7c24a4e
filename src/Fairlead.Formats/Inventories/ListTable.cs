using System.Runtime.InteropServices;

namespace Fairlead.Formats.Inventories;

/// <summary>The different sets of repositories, each once.</summary>
internal sealed class ListTable(string[] names) : IEqualityComparer<int[]>
{
    private readonly List<string[]> _lists = [];
    private Dictionary<int[], int>? _numbers;
    private int _items;

    /// <summary>The number of the list of these names, which is made when it is not there yet.</summary>
    /// <exception cref="InvalidOperationException">All lists together have become too long.</exception>
    public int NumberOf(int[] ranks)
    {
        _numbers ??= new Dictionary<int[], int>(this);
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, ranks, out var isKnown);
        if (isKnown) return number;
        if (ranks.Length > InventoryLimits.ListItems - _items)
            throw new InvalidOperationException($"the blobs' sets of repositories have more than {InventoryLimits.ListItems} names together");
        _items += ranks.Length;
        number = _lists.Count;
        _lists.Add([.. ranks.Select(rank => names[rank])]);
        return number;
    }

    public string[][] ToArray() => [.. _lists];

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
        return hash.ToHashCode();
    }
}
