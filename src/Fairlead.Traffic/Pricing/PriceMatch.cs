using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Pricing;

/// <summary>Which backends or clients an entry is for. A list that is empty allows any.</summary>
public sealed record PriceMatch
{
    /// <summary>Names of backends; one that begins with <c>*</c> stands for all that end so (<c>*.cloudfront.net</c>). Of clients always empty.</summary>
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

    /// <summary>Whether it is for a backend.</summary>
    public bool Allows(Backend backend) => HasBackend(backend.Name) && Has(Providers, backend.Provider) && HasRegion(backend.Region);

    /// <summary>Whether it is for a client of a backend.</summary>
    public bool Allows(Backend backend, string? provider, string? region, string? country)
    {
        if ((SameProvider || SameRegion) && (provider is null || provider != backend.Provider)) return false;
        if (SameRegion && (region is null || region != backend.Region)) return false;
        return Has(Providers, provider) && HasRegion(region) && Has(Countries, country);
    }

    private bool HasBackend(string name) =>
        Backends.Count == 0 || Backends.Any(one => one.StartsWith('*') ? name.AsSpan().EndsWith(one.AsSpan(1), StringComparison.Ordinal) : one == name);

    private bool HasRegion(string? region) => Regions.Count == 0 || (region is not null
        && Regions.Any(one => one.EndsWith('*') ? region.AsSpan().StartsWith(one.AsSpan(0, one.Length - 1), StringComparison.Ordinal) : one == region));

    private static bool Has(IReadOnlyList<string> names, string? name) => names.Count == 0 || (name is not null && names.Contains(name));
}
