using System.Runtime.InteropServices;
using Fairlead.Networks.Lookup;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// Distinct ASNs under numbers from 1 up, with their organisations' names; 0 is ASN 0, not known. Once there are <see cref="CellKey.MostImages"/>, every new one is 0. For one
/// thread.
/// </summary>
public sealed class AsnList
{
    private readonly List<(uint Asn, string? Name)> _asns = [(0, null)];
    private readonly Dictionary<uint, int> _numbers = new() { [0] = 0 };

    /// <summary>How many numbers there are, 0 included.</summary>
    public int Count => _asns.Count;

    /// <summary>The ASN of a number, and its name; null where no source has one.</summary>
    public (uint Asn, string? Name) this[int number] => _asns[number];

    /// <summary>Its number, given now if it has none. Of several names for one, the first in ordinal order is kept. ASN 0 has no name.</summary>
    public int Add(uint asn, string? name)
    {
        if (!_numbers.TryGetValue(asn, out var number)) return AddNew(asn, name);
        if (number > 0) Choose(ref CollectionsMarshal.AsSpan(_asns)[number].Name, name);
        return number;
    }

    /// <summary>Gives each the name that is known of it, as <see cref="Add"/> does.</summary>
    internal void Name(AsnNames names)
    {
        foreach (ref var asn in CollectionsMarshal.AsSpan(_asns)[1..]) Choose(ref asn.Name, names[asn.Asn]);
    }

    /// <summary>Whether it has a number already.</summary>
    public bool TryFind(uint asn, out int number) => _numbers.TryGetValue(asn, out number);

    private int AddNew(uint asn, string? name)
    {
        if (Count == CellKey.MostImages) return 0;
        _numbers.Add(asn, Count);
        _asns.Add((asn, name));
        return Count - 1;
    }

    /// <summary>So that it doesn't matter which was there first.</summary>
    private static void Choose(ref string? kept, string? other)
    {
        if (other is not null && (kept is null || string.CompareOrdinal(other, kept) < 0)) kept = other;
    }
}
