namespace Fairlead.Traffic.Cells;

/// <summary>Names, and by their numbers which of them some cell has.</summary>
internal sealed class UsedNames
{
    private UsedNames(CellNames names, bool all)
    {
        Names = names;
        Backends = Marks(names.Backends.Count, all);
        Providers = Marks(names.Providers.Count, all);
        Regions = Marks(names.Regions.Count, all);
        Asns = Marks(names.Asns.Count, all);
        Countries = Marks(names.Countries.Count, all);
        Images = Marks(names.Images.Count, all);
    }

    public CellNames Names { get; }

    public bool[] Backends { get; }

    public bool[] Providers { get; }

    public bool[] Regions { get; }

    public bool[] Asns { get; }

    public bool[] Countries { get; }

    public bool[] Images { get; }

    /// <summary>All names, as those of a part.</summary>
    public static UsedNames All(CellNames names) => new(names, all: true);

    /// <summary>None of the names so far.</summary>
    public static UsedNames None(CellNames names) => new(names, all: false);

    /// <summary>Those that this key has.</summary>
    public void Add(CellKey key)
    {
        Backends[key.Backend] = true;
        Providers[key.Provider] = true;
        Regions[key.Region] = true;
        Asns[key.Asn] = true;
        Countries[key.Country] = true;
        Images[key.Image] = true;
    }

    private static bool[] Marks(int count, bool all)
    {
        var marks = new bool[count];
        Array.Fill(marks, all);
        return marks;
    }
}
