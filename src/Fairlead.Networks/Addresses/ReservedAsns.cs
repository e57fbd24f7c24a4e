namespace Fairlead.Networks.Addresses;

/// <summary>
/// ASNs that are nobody's on the public internet: those of IANA's special-purpose registry, and the block that it keeps back. One that
/// stands in a routing table has leaked there. AS112 is a special one too, but it is announced on purpose (RFC 7534).
/// Sources: https://www.iana.org/assignments/iana-as-numbers-special-registry, https://www.iana.org/assignments/as-numbers
/// </summary>
internal static class ReservedAsns
{
    /// <summary>Whether it is one of them.</summary>
    public static bool Contains(uint asn) => asn switch
    {
        0 => true, // RFC 7607
        23456 => true, // AS_TRANS, which stands for a number that did not fit (RFC 6793)
        < 64496 => false,
        <= 64511 => true, // documentation (RFC 5398)
        <= 65534 => true, // private use (RFC 6996)
        65535 => true, // the last of two bytes (RFC 7300)
        <= 65551 => true, // documentation (RFC 5398)
        <= 131071 => true, // kept back by IANA
        < 4200000000 => false,
        _ => true, // private use (RFC 6996), and the last of four bytes (RFC 7300)
    };
}
