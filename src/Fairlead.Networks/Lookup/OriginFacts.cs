namespace Fairlead.Networks.Lookup;

/// <summary>
/// What is known of a client address, and who said so. Immutable and interned by the table: addresses that know the same
/// share one instance. The matched prefix is the address masked to <see cref="PrefixLength"/> bits.
/// </summary>
public sealed record OriginFacts
{
    /// <summary>Nothing is known.</summary>
    public static readonly OriginFacts None = new();

    /// <summary>The network that the address is in, as its feed names it (<c>aws</c>); null when no source lists the address.</summary>
    public string? Network { get; init; }

    /// <summary>The cloud's own name of the region; null when there is none or the source says <c>GLOBAL</c>.</summary>
    public string? Region { get; init; }

    /// <summary>The autonomous system that originates the address's route; 0 when no source of ASNs knows it.</summary>
    public uint Asn { get; init; }

    /// <summary>ISO 3166-1 alpha-2 country; null when no source of countries knows it.</summary>
    public string? Country { get; init; }

    /// <summary>Name of the feed that named the network, or <c>policy</c>; null with the network.</summary>
    public string? Source { get; init; }

    /// <summary>Length of the prefix that named the network.</summary>
    public byte PrefixLength { get; init; }
}
