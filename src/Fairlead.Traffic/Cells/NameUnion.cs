namespace Fairlead.Traffic.Cells;

/// <summary>
/// The names of several in one, in ordinal order. Where there are more than a key has room for, the first in order are kept and the others are
/// <see cref="CellNames.Other"/> (of ASNs, 0): so it doesn't matter in which order and how often parts are merged.
/// </summary>
internal sealed class NameUnion
{
    private NameUnion(IReadOnlyList<UsedNames> sources)
    {
        var backends = Join(Names.Backends, CellKey.MostNames, sources, source => (source.Names.Backends, source.Backends));
        var providers = Join(Names.Providers, CellKey.MostNames, sources, source => (source.Names.Providers, source.Providers));
        var regions = Join(Names.Regions, CellKey.MostNames, sources, source => (source.Names.Regions, source.Regions));
        var countries = Join(Names.Countries, CellNames.MostCountries, sources, source => (source.Names.Countries, source.Countries));
        var images = Join(Names.Images, CellKey.MostImages, sources, source => (source.Names.Images, source.Images));
        var asns = JoinAsns(sources);
        Maps = [.. sources.Select((_, i) => new KeyMap(backends[i], providers[i], regions[i], asns[i], countries[i], images[i]))];
        AddFacts(sources);
    }

    public CellNames Names { get; } = new();

    /// <summary>From the keys of each source to those of the union.</summary>
    public IReadOnlyList<KeyMap> Maps { get; }

    /// <summary>Whether some name is "other" for want of room: then keys in order don't map to keys in order.</summary>
    public bool HasFolded { get; private set; }

    public static NameUnion Of(IReadOnlyList<UsedNames> sources) => new(sources);

    /// <summary>
    /// Whether a key of a source lost its first name. One that has "other" already lost one in a merge before, which has counted its requests: so it doesn't matter for their number
    /// in how many rounds parts are merged. (Of ASNs nothing is left to tell that by; there are ten times as many numbers here as there are ASNs.)
    /// </summary>
    public bool IsFolded(CellNames source, CellKey from, CellKey to) =>
        IsOtherNow(source, from, to)
        && source.Backends[from.Backend] != CellNames.Other
        && source.Providers[from.Provider] != CellNames.Other
        && source.Regions[from.Region] != CellNames.Other
        && source.Countries[from.Country] != CellNames.Other
        && source.Images[from.Image] != CellNames.Other;

    private bool IsOtherNow(CellNames source, CellKey from, CellKey to) =>
        source.Backends[from.Backend] != Names.Backends[to.Backend]
        || source.Providers[from.Provider] != Names.Providers[to.Provider]
        || source.Regions[from.Region] != Names.Regions[to.Region]
        || source.Asns[from.Asn].Asn != Names.Asns[to.Asn].Asn
        || source.Countries[from.Country] != Names.Countries[to.Country]
        || source.Images[from.Image] != Names.Images[to.Image];

    private int[][] Join(NameList to, int most, IReadOnlyList<UsedNames> sources, Func<UsedNames, (NameList Names, bool[] Used)> listOf)
    {
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (names, used) in sources.Select(listOf))
        {
            for (var i = 1; i < names.Count; i++)
            {
                if (used[i]) distinct.Add(names[i]);
            }
        }
        var ordered = distinct.ToArray();
        ordered.Sort(StringComparer.Ordinal);
        foreach (var name in Keep(ordered, most)) to.Add(name);
        return [.. sources.Select(listOf).Select(list => Numbers(list.Names, list.Used, to))];
    }

    /// <summary>As many as a list has room for, which keeps a place for "other".</summary>
    private IEnumerable<string> Keep(string[] ordered, int most)
    {
        var room = most - 2; // and the empty name
        var hasOther = Array.BinarySearch(ordered, CellNames.Other, StringComparer.Ordinal) >= 0;
        if (ordered.Length - (hasOther ? 1 : 0) <= room) return ordered;
        HasFolded = true; // also where "other" has taken the place of a single name
        return ordered.Where(name => name != CellNames.Other).Take(room).Append(CellNames.Other).Order(StringComparer.Ordinal);
    }

    private static int[] Numbers(NameList names, bool[] used, NameList to)
    {
        var numbers = new int[names.Count];
        for (var i = 1; i < numbers.Length; i++)
        {
            if (used[i] && !to.TryFind(names[i], out numbers[i])) to.TryFind(CellNames.Other, out numbers[i]);
        }
        return numbers;
    }

    private int[][] JoinAsns(IReadOnlyList<UsedNames> sources)
    {
        var all = new List<uint>();
        foreach (var source in sources)
        {
            for (var i = 1; i < source.Asns.Length; i++)
            {
                if (source.Asns[i]) all.Add(source.Names.Asns[i].Asn);
            }
        }
        all.Sort();
        foreach (var asn in all) HasFolded |= Names.Asns.Add(asn, null) == 0;
        return [.. sources.Select(source => AsnNumbers(source.Names.Asns, source.Asns))];
    }

    private int[] AsnNumbers(AsnList asns, bool[] used)
    {
        var numbers = new int[asns.Count];
        for (var i = 1; i < numbers.Length; i++)
        {
            var (asn, name) = asns[i];
            if (used[i] && Names.Asns.TryFind(asn, out numbers[i])) Names.Asns.Add(asn, name);
        }
        return numbers;
    }

    private void AddFacts(IReadOnlyList<UsedNames> sources)
    {
        for (var source = 0; source < sources.Count; source++)
        {
            for (var i = 1; i < sources[source].Backends.Length; i++)
            {
                var backend = sources[source].Names.BackendOf(i);
                if (sources[source].Backends[i] && Names.Backends[Maps[source].Backends[i]] == backend.Name) Names.Add(backend);
            }
        }
    }
}
