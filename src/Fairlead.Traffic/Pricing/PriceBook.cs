using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Pricing;

/// <summary>
/// What moving bytes costs: a YAML file with entries by backend, region and destination, tiers that are counted by month, and prices of requests. Immutable.
/// <c>docs/traffic.md</c> describes the file, <c>examples/prices.yaml</c> has public list prices.
/// </summary>
public sealed class PriceBook
{
    /// <summary>ISO 4217 code of the currency that all amounts are in.</summary>
    public required string Currency { get; init; }

    /// <summary>Day that the prices are of.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Where they are from: URLs or words, for the report.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Entries for bytes, in the file's order: the first that matches counts.</summary>
    public required IReadOnlyList<EgressPrice> Egress { get; init; }

    /// <summary>Entries for requests, likewise.</summary>
    public required IReadOnlyList<RequestPrice> Requests { get; init; }

    /// <summary>Backends of which a part doesn't know whose they are or where, by name.</summary>
    public required IReadOnlyDictionary<string, Backend> Backends { get; init; }

    /// <summary>The first entry for bytes from a backend to a client; null: nobody said what they cost.</summary>
    public EgressPrice? EgressOf(Backend backend, string? provider, string? region, string? country)
    {
        foreach (var entry in Egress)
        {
            if (entry.From.Allows(backend) && entry.To.Allows(backend, provider, region, country)) return entry;
        }
        return null;
    }

    /// <summary>The first entry for requests that a backend serves; null: they are free, as far as is known.</summary>
    public RequestPrice? RequestsOf(Backend backend) => Requests.FirstOrDefault(entry => entry.From.Allows(backend));

    /// <summary>A backend with what this book knows of it where nobody else does.</summary>
    public Backend Known(Backend backend) => Backends.GetValueOrDefault(backend.Name) is { } known
        ? backend with { Provider = backend.Provider ?? known.Provider, Region = backend.Region ?? known.Region }
        : backend;
}
