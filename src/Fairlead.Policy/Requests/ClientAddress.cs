using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Requests;

/// <summary>The client's address, where it is known, and how it came to be.</summary>
public readonly record struct ClientAddress(IpAddress Address, AddressOutcome Outcome)
{
    /// <summary>Whether there is an address to look up.</summary>
    public bool IsKnown => Outcome is AddressOutcome.Connection or AddressOutcome.Header or AddressOutcome.Untrusted;
}
