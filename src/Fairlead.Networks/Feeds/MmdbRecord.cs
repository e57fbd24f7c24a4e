namespace Fairlead.Networks.Feeds;

/// <summary>What the data of some addresses say: the ASN, which may be a reserved one, and the country; the default value is nothing.</summary>
internal readonly record struct MmdbRecord(uint? Asn, CountryCode Country);
