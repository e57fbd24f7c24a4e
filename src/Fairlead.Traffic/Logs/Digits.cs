namespace Fairlead.Traffic.Logs;

/// <summary>Decimal numbers as logs have them: digits and nothing else.</summary>
internal static class Digits
{
    /// <summary>What fits into 64 bits whatever the digits are; a log that says more than an exabyte is wrong.</summary>
    private const int Most = 18;

    /// <summary>Reads a number; false for no digits, for anything else than digits, and for too many.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.Length is 0 or > Most) return false;
        foreach (var c in text)
        {
            var digit = (uint)c - '0';
            if (digit > 9) return false;
            number = (number * 10) + digit;
        }
        return true;
    }

    /// <summary>Reads a count of bytes, where none is <c>-</c>.</summary>
    public static bool TryReadBytes(ReadOnlySpan<byte> text, out long bytes)
    {
        if (TryRead(text, out bytes)) return true;
        bytes = 0;
        return text is [(byte)'-'];
    }

    /// <summary>Reads two digits at a place that is there; 10,000 when they are none, which no field of a date or a time has.</summary>
    public static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = ((uint)text[at] - '0', (uint)text[at + 1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : 10_000;
    }
}
