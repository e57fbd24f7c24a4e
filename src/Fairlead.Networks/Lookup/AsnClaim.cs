namespace Fairlead.Networks.Lookup;

/// <summary>That one source says an autonomous system originates some prefixes.</summary>
internal readonly record struct AsnClaim(uint Asn, string Source);
