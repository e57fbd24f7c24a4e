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

    /// <summary>Those that these keys have.</summary>
    public static UsedNames By(CellNames names, IEnumerable<CellKey> keys)
    {
        var used = new UsedNames(names, all: false);
        foreach (var key in keys)
        {
            used.Backends[key.Backend] = true;
            used.Providers[key.Provider] = true;
            used.Regions[key.Region] = true;
            used.Asns[key.Asn] = true;
            used.Countries[key.Country] = true;
            used.Images[key.Image] = true;
        }
        return used;
    }

    private static bool[] Marks(int count, bool all)
    {
        var marks = new bool[count];
        Array.Fill(marks, all);
        return marks;
    }
}
