using System.Globalization;
using System.Text;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>What the fields of text feeds hold. Whatever does not parse is a <see cref="FeedFormatException"/> that names the line.</summary>
internal static class FieldText
{
    private const int LongestPrefix = 49; // IPv6 with a dotted end, and /128

    /// <summary>An inclusive range. Addresses are text or decimal numbers; a number of up to 32 bits is IPv4.</summary>
    public static AddressRange Range(FeedLines lines, ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
    {
        if (!TryAddress(first, out var from)) throw lines.Wrong("not an address", first);
        if (!TryAddress(last, out var to)) throw lines.Wrong("not an address", last);
        if (from.IsIPv4 != to.IsIPv4) throw lines.Wrong("a range from one address family into the other");
        if (to.Bits < from.Bits) throw lines.Wrong($"the range's end, {to}, is before its start, {from}");
        var range = new AddressRange(from, to);
        if (range.IsWholeFamily) throw AllOf(lines, range.IsIPv4);
        return range;
    }

    /// <summary>A prefix; where bare addresses are allowed, one of those is the prefix of that one address.</summary>
    public static IpPrefix Prefix(FeedLines lines, ReadOnlySpan<byte> text, bool orAddress, out bool masked)
    {
        Span<char> room = stackalloc char[LongestPrefix];
        if (!TryAscii(text, room, out var chars)) throw lines.Wrong("not a CIDR prefix", text);
        if (!IpPrefix.TryParse(chars, out var prefix, out masked))
        {
            if (!orAddress || !IpAddress.TryParse(chars, out var address)) throw lines.Wrong("not a CIDR prefix", text);
            prefix = IpPrefix.Of(address, address.Width);
        }
        if (prefix.Length == 0) throw AllOf(lines, prefix.IsIPv4);
        return prefix;
    }

    /// <summary>An ASN as a decimal number (RFC 5396, asplain).</summary>
    public static uint Asn(FeedLines lines, ReadOnlySpan<byte> text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asn) ? asn : throw lines.Wrong("not an ASN", text);

    /// <summary>A country. None is an empty field, <c>None</c>, <c>-</c>, or <c>ZZ</c>, which ISO 3166 leaves to users and registries take for unknown.</summary>
    public static CountryCode Country(FeedLines lines, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.SequenceEqual("None"u8) || text.SequenceEqual("-"u8) || text.SequenceEqual("ZZ"u8)) return default;
        return CountryCode.TryParse(text, out var country) ? country : throw lines.Wrong("not a country of two letters", text);
    }

    private static FeedFormatException AllOf(FeedLines lines, bool isIPv4) =>
        lines.Wrong($"it says one thing of all of {(isIPv4 ? "IPv4" : "IPv6")}");

    private static bool TryAddress(ReadOnlySpan<byte> text, out IpAddress address)
    {
        Span<char> room = stackalloc char[LongestPrefix];
        address = default;
        if (!TryAscii(text, room, out var chars)) return false;
        if (chars.ContainsAny('.', ':')) return IpAddress.TryParse(chars, out address);
        if (!UInt128.TryParse(chars, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        address = number <= uint.MaxValue ? IpAddress.V4((uint)number) : IpAddress.V6(number);
        return true;
    }

    private static bool TryAscii(ReadOnlySpan<byte> text, Span<char> room, out ReadOnlySpan<char> chars)
    {
        var fits = text.Length <= room.Length && Ascii.IsValid(text);
        chars = fits ? room[..Encoding.ASCII.GetChars(text, room)] : default;
        return fits;
    }
}
