using System.Globalization;

namespace Fairlead.Traffic.Pricing;

/// <summary>Sizes as bills have them: a whole number and one unit of <c>kB MB GB TB PB</c> (powers of 1000) or <c>KiB MiB GiB TiB PiB</c> (of 1024), as in <c>10TiB</c>.</summary>
public static class SizeText
{
    private const string Units = "KMGTP";
    private const int MaxDigits = 9; // so that the number fits; the product is checked apart

    /// <summary>Parses it, a blank before the unit allowed; signs, fractions and sizes beyond 2^63 are refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > MaxDigits) return false;
        var unit = text[digits..].TrimStart(' ');
        var power = unit.IsEmpty ? 0 : Units.IndexOf(char.ToUpperInvariant(unit[0])) + 1;
        if (power == 0 || unit[1..] is not ("B" or "iB")) return false;
        var size = 1L;
        for (; power > 0; power--) size *= unit.Length == 2 ? 1000 : 1024;
        var number = long.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        if (number > long.MaxValue / size) return false;
        bytes = number * size;
        return true;
    }
}
