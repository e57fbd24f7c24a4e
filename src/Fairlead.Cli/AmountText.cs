using System.Globalization;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary>Amounts as people read them.</summary>
internal static class AmountText
{
    /// <summary>IPv4 in addresses, IPv6 in /48s; what is less than one, but not nothing, is <c>&lt;1</c>.</summary>
    public static string Of(AddressCount count, bool isIPv4)
    {
        var units = count.Units(isIPv4);
        return units is > 0 and < 1 ? "<1" : units.ToString("N0", CultureInfo.InvariantCulture);
    }

    /// <summary>Two places; what is less than they show, but not nothing, is <c>&lt;0.01 %</c>.</summary>
    public static string Percent(double percent) =>
        percent is > 0 and < 0.01 ? "<0.01 %" : string.Create(CultureInfo.InvariantCulture, $"{percent:0.##} %");

    /// <summary>The two largest units of a time.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.Minutes} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.Hours} h {age.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.Days} d {age.Hours} h"),
    };
}
