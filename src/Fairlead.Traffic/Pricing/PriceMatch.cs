namespace Fairlead.Traffic.Pricing;

/// <summary>Which backends or clients an entry is for. A list that is empty allows any.</summary>
public sealed record PriceMatch
{
    /// <summary>Names of backends; of clients always empty.</summary>
    public IReadOnlyList<string> Backends { get; init; } = [];

    /// <summary>Providers.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Regions; one that ends in <c>*</c> stands for all that begin so (<c>eu-*</c>).</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Countries of clients.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Of clients: only those of the backend's own provider.</summary>
    public bool SameProvider { get; init; }

    /// <summary>Of clients: only those in the backend's own region, and so of its provider.</summary>
    public bool SameRegion { get; init; }
}
