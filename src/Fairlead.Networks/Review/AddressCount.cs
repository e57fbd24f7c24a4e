using System.Numerics;

namespace Fairlead.Networks.Review;

/// <summary>How many addresses there are in something. All of IPv6 are one more than the number that is held then.</summary>
public readonly record struct AddressCount(UInt128 Addresses)
{
    /// <summary>How many addresses a /48 has: what one site gets (RFC 6177), and about the least that is routed.</summary>
    private static readonly double s_siteV6 = Math.ScaleB(1, 128 - 48);

    /// <summary>Whether there are none.</summary>
    public bool IsZero => Addresses == 0;

    /// <summary>As people count them: IPv4 in addresses, IPv6 in /48s.</summary>
    public double Units(bool isIPv4) => isIPv4 ? (double)Addresses : (double)Addresses / s_siteV6;

    /// <summary>The sum; the most that can be held where it is more.</summary>
    public static AddressCount operator +(AddressCount first, AddressCount second)
    {
        var sum = first.Addresses + second.Addresses;
        return new(sum < first.Addresses ? UInt128.MaxValue : sum);
    }

    /// <summary>From first to last, both included.</summary>
    internal static AddressCount Between<T>(T first, T last)
        where T : unmanaged, IBinaryInteger<T> =>
        new AddressCount(UInt128.CreateTruncating(last - first)) + new AddressCount(1);
}
