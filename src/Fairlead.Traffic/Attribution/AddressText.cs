using System.Buffers;

namespace Fairlead.Traffic.Attribution;

/// <summary>
/// Finds names that have an IP address in them, so that none of a client's gets into a report by way of a path or a host. More is taken for one than is one, because
/// a version of four numbers looks like one: better a name less than an address more.
/// </summary>
internal static class AddressText
{
    private const int FewestSeparators = 3; // of IPv4
    private const int FewestColons = 2;
    private const int ColonsOfEightGroups = 7;

    private static readonly SearchValues<byte> s_signs = SearchValues.Create(".:%"u8);
    private static readonly SearchValues<byte> s_ofIPv6 = SearchValues.Create("0123456789abcdefABCDEF:"u8);
    private static readonly SearchValues<byte> s_ofEither = SearchValues.Create("0123456789abcdefABCDEF.:[]"u8);

    /// <summary>
    /// Whether it has, as it stands or percent-decoded, once or more often: alone in a segment, with brackets, a port or a zone, or between whatever else. Dashes are as good as
    /// dots: so providers write addresses into the names of their clients' hosts.
    /// </summary>
    /// <param name="name">At most <see cref="PrintableText.MaxLength"/> bytes.</param>
    public static bool IsIn(ReadOnlySpan<byte> name)
    {
        if (!name.ContainsAny(s_signs)) return HasDashedIPv4(name);
        if (!name.Contains((byte)'%')) return HasOne(name);
        Span<byte> decoded = stackalloc byte[PrintableText.MaxLength];
        name.CopyTo(decoded);
        return HasOne(decoded[..Decode(decoded[..name.Length])]);
    }

    private static bool HasOne(ReadOnlySpan<byte> name)
    {
        if (HasDashedIPv4(name)) return true;
        if (!HasSigns(name)) return false;
        if (HasIPv4(name, (byte)'.') || HasIPv6(name)) return true;
        foreach (var segment in name.Split((byte)'/'))
        {
            if (LooksLikeOne(name[segment])) return true;
        }
        return false;
    }

    private static bool HasSigns(ReadOnlySpan<byte> text) => text.Count((byte)'.') >= FewestSeparators || text.Count((byte)':') >= FewestColons;

    /// <summary>Many names have dashes, few have one between digits: the others are passed over quickly.</summary>
    private static bool HasDashedIPv4(ReadOnlySpan<byte> name)
    {
        if (name.Count((byte)'-') < FewestSeparators) return false;
        for (var at = 1; at < name.Length - 1; at++)
        {
            var dash = name[at..^1].IndexOf((byte)'-');
            if (dash < 0) return false;
            at += dash;
            if (char.IsAsciiDigit((char)name[at - 1]) && char.IsAsciiDigit((char)name[at + 1])) return HasIPv4(name, (byte)'-');
        }
        return false;
    }

    /// <summary>Whether four numbers up to 255 stand in a row with dots (or dashes) between, whatever is before and after: <c>x-198.51.100.7.tgz</c>.</summary>
    private static bool HasIPv4(ReadOnlySpan<byte> name, byte separator)
    {
        var numbers = 0;
        while (!name.IsEmpty)
        {
            var digits = name.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : name.Length;
            numbers = IsOctet(name[..digits]) ? numbers + 1 : 0;
            if (numbers == 4) return true;
            name = name[digits..];
            if (name.IsEmpty) return false;
            if (digits == 0 || name[0] != separator) numbers = 0;
            name = name[1..];
        }
        return false;
    }

    private static bool IsOctet(ReadOnlySpan<byte> digits) => digits.Length is > 0 and <= 3 && (digits.Length < 3 || digits.SequenceCompareTo("255"u8) <= 0);

    /// <summary>Whether colons stand as in an address (RFC 4291 section 2.2): two together, or seven with nothing but hex digits between. With an IPv4 address at its end, that is found.</summary>
    private static bool HasIPv6(ReadOnlySpan<byte> name)
    {
        if (name.IndexOf("::"u8) >= 0) return true;
        while (!name.IsEmpty)
        {
            var length = name.IndexOfAnyExcept(s_ofIPv6) is >= 0 and var end ? end : name.Length;
            if (name[..length].Count((byte)':') >= ColonsOfEightGroups) return true;
            name = name[Math.Min(length + 1, name.Length)..];
        }
        return false;
    }

    /// <summary>Whether there is nothing in a segment that isn't in addresses.</summary>
    private static bool LooksLikeOne(ReadOnlySpan<byte> segment)
    {
        var zone = segment.IndexOf((byte)'%');
        if (zone >= 0) segment = segment[..zone];
        return HasSigns(segment) && !segment.ContainsAnyExcept(s_ofEither);
    }

    /// <summary>Decodes it where it stands until no escape is left, in one pass: <c>%252525…</c> would otherwise want as many as it has letters. The length of what is left.</summary>
    private static int Decode(Span<byte> text)
    {
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            text[length++] = text[at];
            while (length > 2 && text[length - 3] == '%' && char.IsAsciiHexDigit((char)text[length - 2]) && char.IsAsciiHexDigit((char)text[length - 1]))
            {
                text[length - 3] = (byte)((Hex(text[length - 2]) << 4) | Hex(text[length - 1]));
                length -= 2;
            }
        }
        return length;
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
