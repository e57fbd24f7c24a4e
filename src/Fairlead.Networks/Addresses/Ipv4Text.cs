namespace Fairlead.Networks.Addresses;

/// <summary>Dotted-quad text: four decimal numbers up to 255, without leading zeros (some read those as octal).</summary>
internal static class Ipv4Text
{
    public static bool TryParse(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        if (text.Length is < 7 or > 15) return false;
        uint number = 0;
        var digits = 0;
        var dots = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
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
}
