namespace Fairlead.Networks.Lookup;

/// <summary>What one source says of its prefixes: the network, the region or null, and how far it is believed.</summary>
internal sealed record Claim(string Network, string? Region, string Source, Trust Trust)
{
    /// <summary>Who owns the network: a region-less claim never hides a regional one of the same owner.</summary>
    public required string Owner { get; init; }
}
