using System.Numerics;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// The lists that an address family's table is merged from: as <see cref="TrustLevels"/> has them, and once more for every table that
/// was added whole. Those that say nothing, most of them, cost nothing.
/// </summary>
internal sealed class MergedLists<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly AddressRuns<T>[] _lists;
    private readonly int[] _places;
    private readonly int _count;

    public MergedLists(params IEnumerable<IEnumerable<AddressRuns<T>>> parts)
    {
        var all = parts.SelectMany(lists => lists).ToArray();
        var speaking = Enumerable.Range(0, all.Length).Where(i => all[i].Starts.Length > 1 || all[i].Values[0] != 0).ToArray();
        _count = all.Length;
        _places = speaking;
        _lists = Array.ConvertAll(speaking, i => all[i]);
    }

    /// <summary>Runs of indices of facts.</summary>
    public AddressRuns<T> Merge(FactsChoice choice)
    {
        var values = new int[_count];
        return RunMerger.Merge<T>(_lists, said =>
        {
            for (var i = 0; i < said.Length; i++) values[_places[i]] = said[i];
            return choice.IndexOf(values);
        });
    }
}
