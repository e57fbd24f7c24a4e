using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Review;

/// <summary>Addresses of one family of which two sources say something of the same kind.</summary>
/// <param name="First">One source.</param>
/// <param name="Second">The other.</param>
/// <param name="Kind">The kind.</param>
/// <param name="IsIPv4">The family.</param>
/// <param name="Both">The addresses that both know.</param>
/// <param name="Conflicting">Those of them of which they say different things: another provider (regions aside), ASN or country.</param>
/// <param name="Example">The largest prefix that they differ on; null where they agree.</param>
public sealed record SourceOverlap(string First, string Second, FactKind Kind, bool IsIPv4, AddressCount Both, AddressCount Conflicting, IpPrefix? Example);
