using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Attribution;

/// <summary>What a request was counted under, in texts. What is not known is empty, or 0.</summary>
internal sealed record Counted(
    DateOnly Period, string Backend, string Provider, string Region, uint Asn, string Country, ContentKind Kind, int StatusClass, string Image, long Bytes)
{
    private static readonly DateOnly s_epoch = new(1970, 1, 1);

    public static Counted Of(CellKey key, CellNames names, long bytes) => new(
        s_epoch.AddDays(key.Period), names.Backends[key.Backend], names.Providers[key.Provider], names.Regions[key.Region], names.Asns[key.Asn].Asn,
        names.Countries[key.Country], key.Kind, key.StatusClass, names.Images[key.Image], bytes);

    /// <summary>Who asked, in one line.</summary>
    public string Who => $"{Provider} {Region} {Asn} {Country}";
}
