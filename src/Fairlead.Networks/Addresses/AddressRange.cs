namespace Fairlead.Networks.Addresses;

/// <summary>Addresses of one family from the first to the last, both of them included.</summary>
/// <param name="First">The first; not after the last.</param>
/// <param name="Last">The last, of the same family.</param>
internal readonly record struct AddressRange(IpAddress First, IpAddress Last)
{
    public static AddressRange Of(IpPrefix prefix) => new(prefix.First, prefix.Last);

    public bool IsIPv4 => First.IsIPv4;

    /// <summary>Whether it is all of IPv4 or all of IPv6, as <c>0.0.0.0/0</c> and <c>::/0</c> are.</summary>
    public bool IsWholeFamily => First.Bits == 0 && Last.Bits == (IsIPv4 ? uint.MaxValue : UInt128.MaxValue);
}
