using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Loading;

/// <summary>A literal prefix of a provider: the most trusted source of all.</summary>
public sealed record CidrConfig(IpPrefix Prefix, string? Region);
