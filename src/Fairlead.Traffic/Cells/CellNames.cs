namespace Fairlead.Traffic.Cells;

/// <summary>The names that <see cref="CellKey"/>s are numbers of. Number 0 is "" (or null, or ASN 0): not known. For one thread while names are added.</summary>
public sealed class CellNames
{
    /// <summary>What a name is replaced by when there are more than a key has numbers for; and what small cells are folded into.</summary>
    public const string Other = "other";

    /// <summary>The most countries; ISO 3166-1 has some 250.</summary>
    public const int MostCountries = 1 << 10;

    private readonly List<Backend> _backends = [];

    /// <summary>Who served.</summary>
    public NameList Backends { get; } = new(CellKey.MostNames);

    /// <summary>Who pays for clients.</summary>
    public NameList Providers { get; } = new(CellKey.MostNames);

    /// <summary>Where clients are.</summary>
    public NameList Regions { get; } = new(CellKey.MostNames);

    /// <summary>Countries of clients.</summary>
    public NameList Countries { get; } = new(MostCountries);

    /// <summary>Repositories, and folders of release files.</summary>
    public NameList Images { get; } = new(CellKey.MostImages);

    /// <summary>Autonomous systems of clients.</summary>
    public AsnList Asns { get; } = new();

    /// <summary>Whether it is time to write out what was counted, and to begin with new names. Of countries there are not so many.</summary>
    internal bool AreHalfFull =>
        Images.IsHalfFull || Backends.IsHalfFull || Providers.IsHalfFull || Regions.IsHalfFull || Asns.Count >= CellKey.MostImages / 2;

    /// <summary>Of each backend, by its number in <see cref="Backends"/>, whose it is and where it stands.</summary>
    public Backend BackendOf(int number)
    {
        var name = Backends[number];
        return number < _backends.Count && _backends[number].Name == name ? _backends[number] : new(name, null, null);
    }

    /// <summary>
    /// Number of a backend, which is added with what is known of it. Of two that say different things of the same name, the first in ordinal order of provider and region is
    /// kept; one that says nothing is the last.
    /// </summary>
    public int Add(Backend backend)
    {
        var number = Backends.Add(backend.Name);
        if (Backends[number] != backend.Name) return number; // "other" is nobody's
        while (_backends.Count <= number) _backends.Add(new(Backends[_backends.Count], null, null));
        if (Compare(backend, _backends[number]) < 0) _backends[number] = backend;
        return number;
    }

    private static int Compare(Backend one, Backend another) =>
        Compare(one.Provider, another.Provider) is not 0 and var order ? order : Compare(one.Region, another.Region);

    private static int Compare(string? one, string? another) =>
        one is null || another is null ? (one is null).CompareTo(another is null) : string.CompareOrdinal(one, another);
}
