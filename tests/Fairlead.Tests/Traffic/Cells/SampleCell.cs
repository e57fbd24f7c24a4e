using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

/// <summary>A cell, by names.</summary>
internal sealed record SampleCell(SampleRequest Key, long Requests, long Bytes, string Clients) : IComparable<SampleCell>
{
    public static SampleCell Of(CellNames names, in Cell cell)
    {
        var key = cell.Key;
        return new(
            new(
                key.Period, names.Backends[key.Backend], names.Providers[key.Provider], names.Regions[key.Region], names.Asns[key.Asn].Asn, names.Countries[key.Country],
                key.Kind, key.StatusClass, names.Images[key.Image], 0, 0),
            cell.Requests,
            cell.Bytes,
            string.Join(' ', cell.Clients.ToArray()));
    }

    public int CompareTo(SampleCell? other)
    {
        var (one, another) = (Key, other!.Key);
        int[] orders =
        [
            one.Period.CompareTo(another.Period), string.CompareOrdinal(one.Backend, another.Backend), string.CompareOrdinal(one.Provider, another.Provider),
            string.CompareOrdinal(one.Region, another.Region), one.Asn.CompareTo(another.Asn), string.CompareOrdinal(one.Country, another.Country),
            one.Kind.CompareTo(another.Kind), one.Status.CompareTo(another.Status), string.CompareOrdinal(one.Image, another.Image),
        ];
        return orders.FirstOrDefault(order => order != 0);
    }
}
