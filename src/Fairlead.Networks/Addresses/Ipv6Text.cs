namespace Fairlead.Networks.Addresses;

/// <summary>IPv6 text as RFC 4291 section 2.2 has it: groups of 1 to 4 hex digits, one <c>::</c>, dotted IPv4 at the end.</summary>
internal static class Ipv6Text
{
    private const int Groups = 8;

    /// <summary>Parses UTF-8, into the upper and the lower half of the address.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        (high, low) = (0, 0);
        if (text.Length is < 2 or > IpAddress.LongestText) return false;

        Span<ushort> groups = stackalloc ushort[Groups];
        var count = 0;
        var gap = -1; // of how many groups :: stands behind
        var rest = text;
        if (rest[0] == ':')
        {
            if (rest[1] != ':') return false;
            gap = 0;
            rest = rest[2..];
        }
        while (!rest.IsEmpty)
        {
            if (count == Groups) return false;
            var end = rest.IndexOf((byte)':');
            var group = end < 0 ? rest : rest[..end];
            if (!TryParseGroup(group, out groups[count++]))
            {
                if (end >= 0 || count == Groups || !Ipv4Text.TryParse(group, out var last)) return false;
                (groups[count - 1], groups[count++]) = ((ushort)(last >> 16), (ushort)last);
            }
            if (end < 0) break;
            rest = rest[(end + 1)..];
            if (rest.IsEmpty) return false; // ends in one colon
            if (rest[0] != ':') continue;
            if (gap >= 0) return false; // a second ::
            gap = count;
            rest = rest[1..];
        }
        if (count == Groups != gap < 0) return false; // :: is one group at least
        if (gap >= 0) Spread(groups, gap, count);
        (high, low) = (Half(groups), Half(groups[(Groups / 2)..]));
        return true;
    }

    /// <summary>Moves what stands behind <c>::</c> to the end.</summary>
    private static void Spread(Span<ushort> groups, int gap, int count)
    {
        var zeros = Groups - count;
        groups[gap..count].CopyTo(groups[(gap + zeros)..]);
        groups.Slice(gap, zeros).Clear();
    }

    private static ulong Half(ReadOnlySpan<ushort> groups) =>
        ((ulong)groups[0] << 48) | ((ulong)groups[1] << 32) | ((ulong)groups[2] << 16) | groups[3];

    private static bool TryParseGroup(ReadOnlySpan<byte> text, out ushort value)
    {
        value = 0;
        if (text.Length is < 1 or > 4) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit((char)c)) return false;
            value = (ushort)((value << 4) | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10));
        }
        return true;
    }

    /// <summary>Writes the canonical text (RFC 5952), 2 to 45 bytes, and returns how many.</summary>
    public static int Write(UInt128 bits, Span<byte> to)
    {
        // Where IPv4 is embedded (RFC 4291 section 2.5.5, RFC 5214 section 6.1), the framework knows when to write it with dots.
        if (bits >> 64 == 0 || (uint)(bits >> 32) == 0x5EFE)
        {
            IpAddress.V6Unmapped(bits).ToIPAddress().TryFormat(to, out var written);
            return written;
        }

        var (skipFrom, skipped) = LongestZeros(bits);
        var length = 0;
        for (var group = 0; group < Groups; group++)
        {
            if (group == skipFrom)
            {
                to[length++] = (byte)':';
                to[length++] = (byte)':';
                group += skipped - 1;
                continue;
            }
            if (group > 0 && group != skipFrom + skipped) to[length++] = (byte)':';
            length += WriteGroup(Group(bits, group), to[length..]);
        }
        return length;
    }

    private static ushort Group(UInt128 bits, int group) => (ushort)(bits >> (16 * (Groups - 1 - group)));

    /// <summary>The longest run of zero groups, the first of equal ones; a single zero is written out (RFC 5952 section 4.2).</summary>
    private static (int From, int Count) LongestZeros(UInt128 bits)
    {
        int from = -1, count = 1;
        for (int group = 0, run = 0; group < Groups; group++)
        {
            run = Group(bits, group) == 0 ? run + 1 : 0;
            if (run > count) (from, count) = (group + 1 - run, run);
        }
        return from < 0 ? (Groups, 0) : (from, count);
    }

    private static int WriteGroup(ushort group, Span<byte> to)
    {
        var length = 0;
        for (var shift = 12; shift >= 0; shift -= 4)
        {
            var digit = group >> shift & 0xF;
            if (digit == 0 && length == 0 && shift > 0) continue;
            to[length++] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
        return length;
    }
}
