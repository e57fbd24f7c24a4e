using System.Numerics;

namespace Fairlead.Networks.Addresses;

/// <summary>IPv6 text as RFC 4291 section 2.2 has it: groups of 1 to 4 hex digits, one <c>::</c>, dotted IPv4 at the end.</summary>
internal static class Ipv6Text
{
    private const int Groups = 8;

    /// <summary>Parses characters of UTF-16 or bytes of UTF-8.</summary>
    public static bool TryParse<T>(ReadOnlySpan<T> text, out UInt128 bits) where T : unmanaged, IBinaryInteger<T>
    {
        bits = 0;
        var colon = T.CreateTruncating(':');
        if (text.Length is < 2 or > 45) return false;

        UInt128 head = 0; // groups so far; those before :: once it is seen
        UInt128 tail = 0; // groups after ::
        int headGroups = 0, tailGroups = 0;
        var compressed = false;
        var rest = text;

        if (rest[0] == colon)
        {
            if (rest[1] != colon) return false;
            compressed = true;
            rest = rest[2..];
        }
        while (!rest.IsEmpty)
        {
            if (headGroups + tailGroups == Groups) return false;
            var end = rest.IndexOf(colon);
            var group = end < 0 ? rest : rest[..end];
            var width = 1;
            if (!TryParseGroup(group, out var value))
            {
                if (end >= 0 || !Ipv4Text.TryParse(group, out value)) return false;
                width = 2;
            }
            if (compressed)
            {
                tail = (tail << (16 * width)) | value;
                tailGroups += width;
            }
            else
            {
                head = (head << (16 * width)) | value;
                headGroups += width;
            }
            if (end < 0) break;
            rest = rest[(end + 1)..];
            if (rest.IsEmpty) return false; // ends in one colon
            if (rest[0] != colon) continue;
            if (compressed) return false; // a second ::
            compressed = true;
            rest = rest[1..];
        }

        var groups = headGroups + tailGroups;
        if (compressed ? groups > Groups - 1 : groups != Groups) return false;
        bits = headGroups == 0 ? tail : (head << (16 * (Groups - headGroups))) | tail;
        return true;
    }

    private static bool TryParseGroup<T>(ReadOnlySpan<T> text, out uint value) where T : unmanaged, IBinaryInteger<T>
    {
        value = 0;
        if (text.Length is < 1 or > 4) return false;
        foreach (var one in text)
        {
            var c = (char)ushort.CreateTruncating(one);
            if (!char.IsAsciiHexDigit(c)) return false;
            value = (value << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
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
