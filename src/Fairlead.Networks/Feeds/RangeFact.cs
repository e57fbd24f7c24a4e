namespace Fairlead.Networks.Feeds;

/// <summary>What a feed says of a range of one family.</summary>
/// <param name="First">The first address.</param>
/// <param name="Last">The last one, included.</param>
/// <param name="Asn">Their origin, or 0.</param>
/// <param name="Country">Their country, or none.</param>
internal readonly record struct RangeFact(UInt128 First, UInt128 Last, uint Asn, CountryCode Country);
