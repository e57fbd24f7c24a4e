namespace Fairlead.Networks.Lookup;

/// <summary>How far a source is believed, the most trusted first (request rule 9).</summary>
public enum Trust
{
    /// <summary>Literal <c>cidrs</c> of the policy file.</summary>
    Policy,

    /// <summary>What a network publishes of itself.</summary>
    CloudFeed,

    /// <summary>Geofeeds (RFC 8805).</summary>
    Geofeed,

    /// <summary>What BGP shows: ASN data.</summary>
    AsnData,
}
