using System.Globalization;

namespace Fairlead.Formats.Html;

/// <summary>Numbers as a page shows them. Between number and unit stands a space that does not break.</summary>
public static class Figures
{
    private const string Space = "\u00A0";
    private static readonly string[] s_units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"];

    /// <summary>Three digits and a binary unit: <c>1.23 TiB</c>.</summary>
    public static string Bytes(double bytes)
    {
        var unit = UnitOf(bytes);
        var amount = bytes / Math.Pow(1024, unit);
        return Format(amount, unit == 0 || amount >= 99.95 ? "N0" : amount >= 9.995 ? "N1" : "N2") + Space + s_units[unit];
    }

    /// <summary>The value of a tick on an axis of bytes, with no more digits than it has.</summary>
    public static string TickBytes(double bytes)
    {
        var unit = UnitOf(bytes);
        return Format(bytes / Math.Pow(1024, unit), "#,0.##") + Space + s_units[unit];
    }

    /// <summary>Size of the greatest binary unit that is not more than a number of bytes; at least a byte.</summary>
    public static double UnitSize(double bytes) => Math.Pow(1024, UnitOf(bytes));

    /// <summary>With separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>With separators, and the noun that belongs to it.</summary>
    public static string Count(long count, string one, string several) => Count(count) + Space + (count == 1 ? one : several);

    /// <summary>Two decimals; less than the smallest of them is not shown as nothing.</summary>
    public static string Money(decimal amount) => amount is > 0 and < 0.005m ? $"<{Space}0.01" : amount.ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>With the currency's code before it, as ISO 4217 has it.</summary>
    public static string Money(decimal amount, string currency) => currency + Space + Money(amount);

    /// <summary>Without decimals where those would not be read: amounts from a thousand on.</summary>
    public static string RoundMoney(decimal amount, string currency) =>
        amount < 1000 ? Money(amount, currency) : currency + Space + amount.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share with one decimal; neither some is shown as none, nor most as all. Of nothing: a dash.</summary>
    public static string Share(double part, double whole)
    {
        if (whole <= 0) return "–";
        var percent = part / whole * 100;
        if (percent is > 0 and < 0.1) return $"<{Space}0.1{Space}%";
        if (percent is > 99.9 and < 100) return $">{Space}99.9{Space}%";
        return Format(percent, percent is 0 or 100 ? "N0" : "N1") + Space + "%";
    }

    /// <summary>A time in seconds since 1970, to the minute.</summary>
    public static string Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Coordinates and lengths of a chart.</summary>
    public static string Length(double length) => Format(length, "0.##");

    private static int UnitOf(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1023.5 && unit < s_units.Length - 1; bytes /= 1024) unit++;
        return unit;
    }

    private static string Format(double amount, string format) => amount.ToString(format, CultureInfo.InvariantCulture);
}
