using System.Globalization;

namespace Fairlead.Networks.Addresses;

/// <summary>An address block in CIDR form (RFC 4632 section 3.1, RFC 4291 section 2.3). Host bits are always zero.</summary>
public readonly record struct IpPrefix : IComparable<IpPrefix>
{
    private IpPrefix(IpAddress first, int length) => (First, Length) = (first, length);

    /// <summary>The first address: the prefix itself, host bits zero.</summary>
    public IpAddress First { get; }

    /// <summary>Leading bits that count: 0 to 32, or 0 to 128.</summary>
    public int Length { get; }

    /// <summary>Whether it is of IPv4 addresses.</summary>
    public bool IsIPv4 => First.IsIPv4;

    /// <summary>The last address of the block.</summary>
    public IpAddress Last => Address(IsIPv4, First.Bits | HostMask(First.Width, Length));

    /// <summary>The block of this length that the address lies in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not one of the address's family.</exception>
    public static IpPrefix Of(IpAddress address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, address.Width);
        return new IpPrefix(Address(address.IsIPv4, address.Bits & ~HostMask(address.Width, length)), length);
    }

    /// <summary>
    /// Parses <c>address/length</c>; host bits that are set are masked, which <paramref name="masked"/> tells.
    /// IPv4-mapped IPv6 prefixes are refused: they are neither one thing nor the other.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix, out bool masked)
    {
        prefix = default;
        masked = false;
        var slash = text.IndexOf('/');
        if (slash < 0) return false;
        var digits = text[(slash + 1)..];
        if (digits.Length is < 1 or > 3 || (digits.Length > 1 && digits[0] == '0')) return false;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return false;
        if (!IpAddress.TryParse(text[..slash], out var address) || length > address.Width) return false;
        if (address.IsIPv4 && text.Contains(':')) return false;
        prefix = Of(address, length);
        masked = prefix.First != address;
        return true;
    }

    /// <summary>Parses a prefix, host bits or none.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static IpPrefix Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var prefix, out _) ? prefix : throw new FormatException($"not a CIDR prefix: '{text}'");

    /// <summary>Whether the address lies in this block.</summary>
    public bool Contains(IpAddress address) =>
        address.IsIPv4 == IsIPv4 && (address.Bits & ~HostMask(First.Width, Length)) == First.Bits;

    /// <summary>Whether the other block lies wholly in this one, or is this one.</summary>
    public bool Contains(IpPrefix other) => other.Length >= Length && Contains(other.First);

    /// <summary>IPv4 before IPv6, by first address, then the wider block before those nested in it.</summary>
    public int CompareTo(IpPrefix other)
    {
        var byAddress = First.CompareTo(other.First);
        return byAddress != 0 ? byAddress : Length.CompareTo(other.Length);
    }

    /// <summary>The longest text that <see cref="Format"/> writes.</summary>
    public const int LongestText = IpAddress.LongestText + 4;

    /// <summary>Writes what <see cref="ToString"/> gives, as UTF-8, and returns its length. Allocates nothing.</summary>
    /// <param name="to">Room for <see cref="LongestText"/> bytes.</param>
    public int Format(Span<byte> to)
    {
        var length = First.Format(to);
        to[length++] = (byte)'/';
        Length.TryFormat(to[length..], out var digits, default, CultureInfo.InvariantCulture);
        return length + digits;
    }

    /// <summary><c>address/length</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}/{Length}");

    private static UInt128 HostMask(int width, int length) =>
        length == width ? 0 : UInt128.MaxValue >> (128 - (width - length));

    private static IpAddress Address(bool isIPv4, UInt128 bits) => isIPv4 ? IpAddress.V4((uint)bits) : IpAddress.V6Unmapped(bits);
}
