using System.Runtime.InteropServices;
using Fairlead.Formats.Oci;

namespace Fairlead.Formats.Inventories;

/// <summary>Collects what a mirror holds, in any order. For one thread.</summary>
public sealed class InventoryBuilder
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Dictionary<Digest, Blob> _blobs = [];

    /// <summary>How many blobs there are so far.</summary>
    public int Count => _blobs.Count;

    /// <summary>Adds a blob; one that is there already gets more repositories.</summary>
    /// <exception cref="ArgumentException">It has another size here than before, or one that no blob has, or a repository has a name that none can have.</exception>
    /// <exception cref="InvalidOperationException">There are more blobs or repositories than <see cref="InventoryLimits"/> allow.</exception>
    public void Add(Digest digest, long size, IEnumerable<string> repositories)
    {
        if (size is < 0 or > InventoryLimits.Size) throw new ArgumentException($"{digest}: {size} bytes are no blob's size", nameof(size));
        var numbers = repositories.Select(NumberOf).ToList();
        ref var blob = ref CollectionsMarshal.GetValueRefOrAddDefault(_blobs, digest, out var isKnown);
        if (!isKnown) blob = new Blob(size);
        else if (blob.Size != size) throw new ArgumentException($"{digest} has {blob.Size} bytes, and here {size}", nameof(size));
        if (_blobs.Count > InventoryLimits.Blobs) throw new InvalidOperationException($"an inventory holds {InventoryLimits.Blobs} blobs at the most");
        foreach (var number in numbers) blob.AddRepository(number);
    }

    /// <summary>The inventory of what was added until now. The time is cut to whole seconds.</summary>
    /// <exception cref="ArgumentException">The time is before 1970.</exception>
    /// <exception cref="InvalidOperationException">The sets of repositories are more than <see cref="InventoryLimits.ListItems"/> together.</exception>
    public Inventory Build(DateTimeOffset written)
    {
        var seconds = written.ToUnixTimeSeconds();
        if (seconds < 0) throw new ArgumentException($"{written:u} is before 1970", nameof(written));
        var digests = new Digest[_blobs.Count];
        _blobs.Keys.CopyTo(digests, 0);
        Array.Sort(digests);

        var names = _names.ToArray();
        var order = Enumerable.Range(0, names.Length).ToArray();
        Array.Sort(names, order, StringComparer.Ordinal);
        var rankOf = new int[order.Length]; // from the order of arrival to that of names
        for (var rank = 0; rank < order.Length; rank++) rankOf[order[rank]] = rank;

        var lists = new ListTable(names);
        var sizes = new long[digests.Length];
        var listOf = new int[digests.Length];
        for (var i = 0; i < digests.Length; i++)
        {
            var blob = _blobs[digests[i]];
            sizes[i] = blob.Size;
            listOf[i] = lists.NumberOf(blob.RanksBy(rankOf));
        }
        return new Inventory(DateTimeOffset.FromUnixTimeSeconds(seconds), names, lists.ToArray(), digests, sizes, listOf);
    }

    private int NumberOf(string repository)
    {
        if (_numbers.TryGetValue(repository, out var known)) return known;
        if (!RepositoryName.IsValid(repository)) throw new ArgumentException($"'{repository}' is no repository's name", nameof(repository));
        if (_names.Count == InventoryLimits.Repositories) throw new InvalidOperationException($"an inventory names {InventoryLimits.Repositories} repositories at the most");
        _numbers.Add(repository, _names.Count);
        _names.Add(repository);
        return _names.Count - 1;
    }

    /// <summary>A blob with the numbers of its repositories, ascending and none twice. Most blobs have one repository and then no list.</summary>
    private struct Blob(long size)
    {
        private int _only = -1;
        private List<int>? _all;

        public readonly long Size => size;

        public void AddRepository(int number)
        {
            if (_all is null && (_only < 0 || _only == number))
            {
                _only = number;
                return;
            }
            _all ??= [_only];
            var place = _all.BinarySearch(number);
            if (place < 0) _all.Insert(~place, number);
        }

        public readonly int[] RanksBy(int[] rankOf)
        {
            if (_all is null) return _only < 0 ? [] : [rankOf[_only]];
            var ranks = _all.Select(number => rankOf[number]).ToArray();
            Array.Sort(ranks);
            return ranks;
        }
    }
}
