using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Loading;

/// <summary>Request rule 8: which header is believed, from whom, and how many entries from the right are proxies of ours.</summary>
public sealed record ClientAddressConfig(ClientAddressSource From, IReadOnlyList<IpPrefix> TrustedProxies, int TrustedHops);
