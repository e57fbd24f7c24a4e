namespace Fairlead.Networks.Lookup;

/// <summary>
/// What is known of a client address: its network and region, its ASN and its country, each with the length of the prefix that said so
/// and the source. The matched prefix of each is the address masked to that many bits.
/// </summary>
public readonly record struct OriginFacts
{
    /// <summary>Nothing is known.</summary>
    public static readonly OriginFacts None;

    /// <summary>The network that the address is in, as its feed names it (<c>aws</c>); null when no source lists the address.</summary>
    public string? Network { get; init; }

    /// <summary>The cloud's own name of the region; null when there is none or the source says <c>GLOBAL</c>.</summary>
    public string? Region { get; init; }

    /// <summary>Name of the feed that named the network, or <c>policy</c>; null with the network.</summary>
    public string? Source { get; init; }

    /// <summary>Length of the prefix that named the network.</summary>
    public byte PrefixLength { get; init; }

    /// <summary>The autonomous system that originates the address's route; 0 when no source of ASNs knows it.</summary>
    public uint Asn { get; init; }

    /// <summary>Name of the feed that named the ASN; null without one.</summary>
    public string? AsnSource { get; init; }

    /// <summary>Length of the prefix that the ASN is of.</summary>
    public byte AsnPrefixLength { get; init; }

    /// <summary>ISO 3166-1 alpha-2 country; null when no source of countries knows it.</summary>
    public string? Country { get; init; }

    /// <summary>Name of the feed that named the country; null without one.</summary>
    public string? CountrySource { get; init; }

    /// <summary>Length of the prefix that the country is of.</summary>
    public byte CountryPrefixLength { get; init; }
}
