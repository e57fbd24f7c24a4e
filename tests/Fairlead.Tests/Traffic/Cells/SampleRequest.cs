using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

/// <summary>A request, by names.</summary>
internal readonly record struct SampleRequest(
    int Period, string Backend, string Provider, string Region, uint Asn, string Country, ContentKind Kind, int Status, string Image, long Bytes, ulong Client)
{
    public void AddTo(CellTable table)
    {
        var names = table.Names;
        var backend = Backend.Length == 0 ? 0 : names.Add(new Backend(Backend, $"of {Backend}", null));
        var key = new CellKey(
            Period, backend, names.Providers.Add(Provider), names.Regions.Add(Region), names.Asns.Add(Asn, Asn % 2000 == 0 ? null : $"AS {Asn}"),
            names.Countries.Add(Country), Kind, Status, names.Images.Add(Image));
        table.Add(key, Bytes, Client);
    }
}
