namespace Fairlead.Networks.Addresses;

/// <summary>
/// Addresses that nobody has on the public internet: what IANA's special-purpose registries call not globally reachable, multicast, and
/// all of IPv6 outside the global unicast block. A route to them has leaked, and what is said of them is said of someone's inside.
/// Sources: https://www.iana.org/assignments/iana-ipv4-special-registry, .../iana-ipv6-special-registry, .../ipv6-unicast-address-assignments
/// </summary>
internal static class Bogons
{
    private static readonly IpPrefix[] s_v4 = Prefixes(
        "0.0.0.0/8", // this network (RFC 791)
        "10.0.0.0/8", // private use (RFC 1918)
        "100.64.0.0/10", // behind a carrier's NAT (RFC 6598)
        "127.0.0.0/8", // loopback (RFC 1122)
        "169.254.0.0/16", // link local (RFC 3927)
        "172.16.0.0/12", // private use (RFC 1918)
        "192.0.0.0/24", // protocol assignments (RFC 6890)
        "192.0.2.0/24", // documentation (RFC 5737)
        "192.168.0.0/16", // private use (RFC 1918)
        "198.18.0.0/15", // benchmarking (RFC 2544)
        "198.51.100.0/24", // documentation (RFC 5737)
        "203.0.113.0/24", // documentation (RFC 5737)
        "224.0.0.0/4", // multicast (RFC 5771)
        "240.0.0.0/4"); // reserved (RFC 1112), and the limited broadcast

    private static readonly IpPrefix[] s_v6 = Prefixes(
        "::/3", // loopback, mapped and translated addresses, discard-only; the rest is kept back
        "2001:2::/48", // benchmarking (RFC 5180)
        "2001:10::/28", // identifiers, deprecated (RFC 4843)
        "2001:db8::/32", // documentation (RFC 3849)
        "3fff::/20", // documentation (RFC 9637)
        "4000::/2", // kept back
        "8000::/1"); // kept back; unique local, link local and multicast at its end

    /// <summary>The IPv4 blocks, which don't overlap, in order.</summary>
    public static ReadOnlySpan<IpPrefix> V4 => s_v4;

    /// <summary>The IPv6 blocks, which don't overlap, in order.</summary>
    public static ReadOnlySpan<IpPrefix> V6 => s_v6;

    /// <summary>Whether all of the prefix lies in one of them.</summary>
    public static bool Covers(IpPrefix prefix)
    {
        foreach (ref readonly var block in prefix.IsIPv4 ? V4 : V6)
        {
            if (block.Contains(prefix)) return true;
        }
        return false;
    }

    private static IpPrefix[] Prefixes(params ReadOnlySpan<string> texts)
    {
        var prefixes = new IpPrefix[texts.Length];
        for (var i = 0; i < prefixes.Length; i++) prefixes[i] = IpPrefix.Parse(texts[i]);
        return prefixes;
    }
}
