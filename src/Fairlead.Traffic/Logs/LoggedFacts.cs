namespace Fairlead.Traffic.Logs;

/// <summary>Origin facts that a log carries itself, as text; empty is unknown. See <see cref="Networks.Lookup.OriginFacts"/>.</summary>
public ref struct LoggedFacts
{
    /// <summary>Whether the log carries facts at all.</summary>
    public bool IsSet;

    /// <summary>The provider that paid.</summary>
    public ReadOnlySpan<byte> Provider;

    /// <summary>The network, as its feed named it.</summary>
    public ReadOnlySpan<byte> Network;

    /// <summary>The cloud's region.</summary>
    public ReadOnlySpan<byte> Region;

    /// <summary>The ASN; 0 when unknown.</summary>
    public uint Asn;

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public ReadOnlySpan<byte> Country;
}
