namespace Fairlead.Traffic.Cells;

/// <summary>Names as <see cref="PartFormat"/> has them.</summary>
internal static class PartNames
{
    public static void Write(PartOutput to, CellNames names)
    {
        to.Varint(names.Backends.Count - 1);
        for (var i = 1; i < names.Backends.Count; i++)
        {
            var backend = names.BackendOf(i);
            to.Text(backend.Name);
            to.Optional(backend.Provider);
            to.Optional(backend.Region);
        }
        foreach (var list in (NameList[])[names.Providers, names.Regions, names.Countries, names.Images]) Write(to, list);
        to.Varint(names.Asns.Count - 1);
        for (var i = 1; i < names.Asns.Count; i++)
        {
            var (asn, name) = names.Asns[i];
            to.Varint(asn - names.Asns[i - 1].Asn);
            to.Optional(name);
        }
    }

    public static CellNames Read(PartInput from)
    {
        var names = new CellNames();
        for (var count = from.Varint(CellKey.MostNames - 1); count > 0; count--)
        {
            var backend = new Backend(ReadName(from, names.Backends), from.OptionalText(), from.OptionalText());
            Check(from, names.Add(backend), names.Backends.Count);
        }
        Read(from, names.Providers, CellKey.MostNames);
        Read(from, names.Regions, CellKey.MostNames);
        Read(from, names.Countries, CellNames.MostCountries);
        Read(from, names.Images, CellKey.MostImages);
        var last = 0L;
        for (var count = from.Varint(CellKey.MostImages - 1); count > 0; count--)
        {
            var distance = from.Varint(uint.MaxValue - last);
            if (distance == 0) throw from.Wrong("an ASN that is there twice");
            last += distance;
            names.Asns.Add((uint)last, from.OptionalText());
        }
        return names;
    }

    private static void Write(PartOutput to, NameList names)
    {
        to.Varint(names.Count - 1);
        for (var i = 1; i < names.Count; i++) to.Text(names[i]);
    }

    private static void Read(PartInput from, NameList names, int most)
    {
        for (var count = from.Varint(most - 1); count > 0; count--) Check(from, names.Add(ReadName(from, names)), names.Count);
    }

    private static string ReadName(PartInput from, NameList names)
    {
        var name = from.Text();
        return string.CompareOrdinal(names[names.Count - 1], name) < 0 ? name : throw from.Wrong("the names are not in order");
    }

    /// <summary>Whoever has no room for a name, or finds it too long, gives it another's number.</summary>
    private static void Check(PartInput from, int number, int count)
    {
        if (number != count - 1) throw from.Wrong("a name that is too long, or for which there is no room");
    }
}
