using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fairlead.Networks.Addresses;

/// <summary>
/// An IPv4 or IPv6 address as a number, without a heap object. An IPv4-mapped IPv6 address (<c>::ffff:0:0/96</c>, RFC 4291
/// section 2.5.5.2) is the IPv4 address that it maps, whichever way it comes in. The default value is IPv6 <c>::</c>.
/// </summary>
public readonly record struct IpAddress : IComparable<IpAddress>
{
    private IpAddress(ulong high, ulong low, bool isIPv4) => (High, Low, IsIPv4) = (high, low, isIPv4);

    /// <summary>Whether it is an IPv4 address.</summary>
    public bool IsIPv4 { get; }

    /// <summary>The upper half of <see cref="Bits"/>. The address is kept in two halves, because code with numbers of 128 bits is not compiled ahead of time.</summary>
    public ulong High { get; }

    /// <summary>The lower half of <see cref="Bits"/>.</summary>
    public ulong Low { get; }

    /// <summary>The address as a number: 32 bits wide for IPv4, 128 for IPv6.</summary>
    public UInt128 Bits => new(High, Low);

    /// <summary>How many bits an address of this family has.</summary>
    public int Width => IsIPv4 ? 32 : 128;

    /// <summary>The IPv4 address of this number.</summary>
    public static IpAddress V4(uint bits) => new(0, bits, true);

    /// <summary>The IPv6 address of this number, or the IPv4 address that it maps.</summary>
    public static IpAddress V6(UInt128 bits) => V6((ulong)(bits >> 64), (ulong)bits);

    /// <summary><see cref="V6(UInt128)"/> of the upper and the lower half.</summary>
    public static IpAddress V6(ulong high, ulong low) => high == 0 && low >> 32 == 0xFFFF ? V4((uint)low) : new(high, low, false);

    /// <summary>The IPv6 address of this number as it is: a bound of a prefix, never a client.</summary>
    internal static IpAddress V6Unmapped(UInt128 bits) => new((ulong)(bits >> 64), (ulong)bits, false);

    /// <summary>The same address; a scope id is dropped.</summary>
    /// <exception cref="ArgumentException">Of another family than IPv4 and IPv6.</exception>
    public static IpAddress From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var written)) throw new ArgumentException("not an IP address", nameof(address));
        return address.AddressFamily == AddressFamily.InterNetwork && written == 4
            ? V4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : V6(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>
    /// Parses dotted-quad IPv4 (four decimal numbers without leading zeros) or IPv6 text (RFC 4291 section 2.2).
    /// Brackets, ports, scope ids and white space are not part of an address. Nothing is allocated.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        Span<byte> bytes = stackalloc byte[LongestText];
        address = default;
        return text.Length <= bytes.Length && Ascii.FromUtf16(text, bytes, out var length) == OperationStatus.Done && TryParse(bytes[..length], out address);
    }

    /// <summary>Parses UTF-8, likewise.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out IpAddress address)
    {
        if (text.Contains((byte)':'))
        {
            if (Ipv6Text.TryParse(text, out var high, out var low))
            {
                address = V6(high, low);
                return true;
            }
        }
        else if (Ipv4Text.TryParse(text, out var bits))
        {
            address = V4(bits);
            return true;
        }
        address = default;
        return false;
    }

    /// <summary>Parses an address.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static IpAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"not an IP address: '{text}'");

    /// <summary>IPv4 before IPv6, then by number.</summary>
    public int CompareTo(IpAddress other) =>
        IsIPv4 != other.IsIPv4 ? (IsIPv4 ? -1 : 1) : High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>The framework's object for this address.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsIPv4 ? bytes[12..] : bytes);
    }

    /// <summary>The longest text that <see cref="Format"/> writes: IPv6 with IPv4 in it.</summary>
    public const int LongestText = 45;

    /// <summary>Writes what <see cref="ToString"/> gives, as UTF-8, and returns its length. Allocates nothing.</summary>
    /// <param name="to">Room for <see cref="LongestText"/> bytes.</param>
    public int Format(Span<byte> to) => IsIPv4 ? Ipv4Text.Write((uint)Low, to) : Ipv6Text.Write(Bits, to);

    /// <summary>The canonical text (RFC 5952 for IPv6).</summary>
    public override string ToString() => ToIPAddress().ToString();
}
