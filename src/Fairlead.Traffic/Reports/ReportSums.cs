using System.Runtime.InteropServices;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>The sums that a report shows, by number of each name.</summary>
internal sealed class ReportSums(CellNames names)
{
    /// <summary>By whoever served.</summary>
    public Measure[] Backends { get; } = new Measure[names.Backends.Count];

    /// <summary>By the clients' autonomous system.</summary>
    public Measure[] Asns { get; } = new Measure[names.Asns.Count];

    /// <summary>By image or folder.</summary>
    public Measure[] Images { get; } = new Measure[names.Images.Count];

    /// <summary>By the clients' country.</summary>
    public Measure[] Countries { get; } = new Measure[names.Countries.Count];

    /// <summary>By the clients' provider and region.</summary>
    public Dictionary<(int Provider, int Region), Measure> Regions { get; } = [];

    /// <summary>By the clients' provider and the period.</summary>
    public ProviderTable Providers { get; } = new();

    /// <summary>Adds up by all that is the same for a lane.</summary>
    public void AddPlace(CellKey key, in Measure sum)
    {
        Backends[key.Backend] += sum;
        Countries[key.Country] += sum;
        CollectionsMarshal.GetValueRefOrAddDefault(Regions, (key.Provider, key.Region), out _) += sum;
        Providers[key].Sum += sum;
    }

    /// <summary>Adds up by what else a key says.</summary>
    public void AddContent(CellKey key, in Measure sum)
    {
        Asns[key.Asn] += sum;
        Images[key.Image] += sum;
    }
}
