namespace Fairlead.Networks.Addresses;

/// <summary>Dotted-quad text: four decimal numbers up to 255, without leading zeros (some read those as octal).</summary>
internal static class Ipv4Text
{
    /// <summary>Parses UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out uint bits)
    {
        bits = 0;
        if (text.Length is < 7 or > 15) return false;
        uint number = 0;
        var digits = 0;
        var dots = 0;
        foreach (var c in text)
        {
            var digit = (uint)c - '0';
            if (digit <= 9)
            {
                if (digits > 0 && number == 0) return false;
                number = (number * 10) + digit;
                digits++;
                if (number > 255) return false;
            }
            else
            {
                if (c != '.' || digits == 0 || dots == 3) return false;
                bits = (bits << 8) | number;
                (number, digits) = (0, 0);
                dots++;
            }
        }
        if (dots != 3 || digits == 0) return false;
        bits = (bits << 8) | number;
        return true;
    }

    /// <summary>Writes the address, 7 to 15 bytes, and returns how many.</summary>
    public static int Write(uint bits, Span<byte> to)
    {
        var length = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            var number = (byte)(bits >> shift);
            if (number >= 100) to[length++] = (byte)('0' + (number / 100));
            if (number >= 10) to[length++] = (byte)('0' + (number / 10 % 10));
            to[length++] = (byte)('0' + (number % 10));
            if (shift > 0) to[length++] = (byte)'.';
        }
        return length;
    }
}
