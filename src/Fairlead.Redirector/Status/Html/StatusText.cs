using System.Globalization;

namespace Fairlead.Redirector.Status.Html;

/// <summary>Times and rates as the page shows them. Between number and unit stands a space that does not break.</summary>
internal static class StatusText
{
    private const string None = "–";
    private const string Space = "\u00A0";

    /// <summary>A time of the wall clock, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How long something has been, in its two greatest units. A clock that was set back makes it nothing.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => Of((int)Math.Max(0, age.TotalSeconds), "s"),
        { TotalMinutes: < 60 } => Of(age.Minutes, "min"),
        { TotalHours: < 24 } => $"{Of(age.Hours, "h")} {Of(age.Minutes, "min")}",
        _ => $"{Of(age.Days, "d")} {Of(age.Hours, "h")}",
    };

    /// <summary>How many a second.</summary>
    public static string Rate(long count, TimeSpan time)
    {
        var rate = count / Math.Max(1, time.TotalSeconds);
        return rate.ToString(rate is 0 or >= 100 ? "N0" : rate >= 1 ? "N1" : "N2", CultureInfo.InvariantCulture);
    }

    /// <summary>A time that somebody waited for.</summary>
    public static string Milliseconds(double? seconds) => seconds is not { } known ? None : (known * 1000).ToString(known < 0.01 ? "N1" : "N0", CultureInfo.InvariantCulture) + Space + "ms";

    private static string Of(int count, string unit) => count.ToString(CultureInfo.InvariantCulture) + Space + unit;
}
