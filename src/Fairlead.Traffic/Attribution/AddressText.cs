using System.Buffers;

namespace Fairlead.Traffic.Attribution;

/// <summary>
/// Finds names that read as an IP address, so that none of a client's gets into a report by way of a path or a host. More is taken for one than is one:
/// a version of four numbers is, too.
/// </summary>
internal static class AddressText
{
    private static readonly SearchValues<byte> s_signs = SearchValues.Create(".:%"u8);
    private static readonly SearchValues<byte> s_characters = SearchValues.Create("0123456789abcdefABCDEF.:[]"u8);

    /// <summary>Whether a segment of the name does, as it stands or percent-decoded; with brackets, a port or a zone too.</summary>
    /// <param name="name">At most <see cref="PrintableText.MaxLength"/> bytes.</param>
    public static bool IsIn(ReadOnlySpan<byte> name)
    {
        if (!name.ContainsAny(s_signs)) return false;
        if (!name.Contains((byte)'%')) return HasOne(name);
        Span<byte> decoded = stackalloc byte[PrintableText.MaxLength];
        return HasOne(decoded[..Decode(name, decoded)]);
    }

    private static bool HasOne(ReadOnlySpan<byte> name)
    {
        foreach (var segment in name.Split((byte)'/'))
        {
            if (IsOne(name[segment])) return true;
        }
        return false;
    }

    private static bool IsOne(ReadOnlySpan<byte> segment)
    {
        var zone = segment.IndexOf((byte)'%');
        if (zone >= 0) segment = segment[..zone];
        return (segment.Count((byte)'.') >= 3 || segment.Count((byte)':') >= 2) && !segment.ContainsAnyExcept(s_characters);
    }

    private static int Decode(ReadOnlySpan<byte> text, Span<byte> room)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var isEscape = text[0] == '%' && text.Length > 2 && char.IsAsciiHexDigit((char)text[1]) && char.IsAsciiHexDigit((char)text[2]);
            room[length++] = isEscape ? (byte)((Hex(text[1]) << 4) | Hex(text[2])) : text[0];
            text = text[(isEscape ? 3 : 1)..];
        }
        return length;
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
