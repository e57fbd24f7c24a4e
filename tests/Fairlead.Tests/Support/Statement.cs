using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Tests.Support;

/// <summary>
/// What one source says of one prefix; the order is that of being added. It says a network, or, where there is none, an ASN or a country.
/// </summary>
internal sealed record Statement(int Order, IpPrefix Prefix, string? Network, string? Region, string Source, Trust Trust)
{
    public uint Asn { get; init; }

    public CountryCode Country { get; init; }
}
