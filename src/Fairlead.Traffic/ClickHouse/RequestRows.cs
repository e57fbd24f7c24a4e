using Fairlead.Networks.Lookup;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>
/// Requests as rows of <see cref="Tables.Requests"/>, all but the first column: which try they are sent by is not known before they are sent, so each row stands behind its length.
/// For one thread.
/// </summary>
internal sealed class RequestRows(CellNames names, AsnNames asnNames)
{
    private readonly NameBytes _backends = new(names.Backends);
    private readonly NameBytes _providers = new(names.Providers);
    private readonly NameBytes _regions = new(names.Regions);
    private readonly NameBytes _countries = new(names.Countries);
    private readonly NameBytes _images = new(names.Images);
    private readonly List<(byte[] Provider, byte[] Region)> _places = [];
    private readonly List<byte[]> _organisations = [];

    /// <summary>Adds a request.</summary>
    public void Add(RowWriter rows, CellKey key, long bytes)
    {
        var start = rows.Length;
        rows.Int32(0);
        rows.UInt16((ushort)key.Period);
        rows.Raw(_backends[key.Backend]);
        var (provider, region) = PlaceOf(key.Backend);
        rows.Raw(provider);
        rows.Raw(region);
        rows.Raw(_providers[key.Provider]);
        rows.Raw(_regions[key.Region]);
        rows.UInt32(names.Asns[key.Asn].Asn);
        rows.Raw(OrganisationOf(key.Asn));
        rows.Raw(_countries[key.Country]);
        rows.Byte((byte)key.Kind);
        rows.Byte((byte)key.StatusClass);
        rows.Raw(_images[key.Image]);
        rows.Int64(bytes);
        rows.PatchInt32(start, rows.Length - start - sizeof(int));
    }

    /// <summary>Whose a backend is and where it stands.</summary>
    private (byte[] Provider, byte[] Region) PlaceOf(int backend)
    {
        while (_places.Count <= backend)
        {
            var known = names.BackendOf(_places.Count);
            _places.Add((NameBytes.Of(known.Provider), NameBytes.Of(known.Region)));
        }
        return _places[backend];
    }

    private byte[] OrganisationOf(int asn)
    {
        while (_organisations.Count <= asn) _organisations.Add(NameBytes.Of(asnNames[names.Asns[_organisations.Count].Asn]));
        return _organisations[asn];
    }
}
