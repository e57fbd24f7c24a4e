namespace Fairlead.Policy.Hosts;

/// <summary>A host that clients are sent to, and must be able to reach.</summary>
/// <param name="Host">Its name in lower case, or its address; IPv6 in brackets.</param>
/// <param name="Port">The port.</param>
/// <param name="Uses">What for, in the policy's order; never empty.</param>
public sealed record ClientHost(string Host, int Port, IReadOnlyList<HostUse> Uses);
