namespace Fairlead.Networks.Addresses;

/// <summary>IPv6 text as RFC 4291 section 2.2 has it: groups of 1 to 4 hex digits, one <c>::</c>, dotted IPv4 at the end.</summary>
internal static class Ipv6Text
{
    private const int Groups = 8;

    public static bool TryParse(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        if (text.Length is < 2 or > 45) return false;

        UInt128 head = 0; // groups so far; those before :: once it is seen
        UInt128 tail = 0; // groups after ::
        int headGroups = 0, tailGroups = 0;
        var compressed = false;
        var rest = text;

        if (rest[0] == ':')
        {
            if (rest[1] != ':') return false;
            compressed = true;
            rest = rest[2..];
        }
        while (!rest.IsEmpty)
        {
            if (headGroups + tailGroups == Groups) return false;
            var end = rest.IndexOf(':');
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
            if (rest[0] != ':') continue;
            if (compressed) return false; // a second ::
            compressed = true;
            rest = rest[1..];
        }

        var groups = headGroups + tailGroups;
        if (compressed ? groups > Groups - 1 : groups != Groups) return false;
        bits = headGroups == 0 ? tail : (head << (16 * (Groups - headGroups))) | tail;
        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        if (text.Length is < 1 or > 4) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c)) return false;
            value = (value << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return true;
    }
}
