using System.Globalization;

namespace Fairlead.Traffic.Reports;

/// <summary>Periods of keys: days since 1970 (UTC), a month by its first.</summary>
internal static class Periods
{
    private static readonly int s_first = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The day.</summary>
    public static DateOnly DayOf(int period) => DateOnly.FromDayNumber(s_first + period);

    /// <summary>The month that a day is in.</summary>
    public static int MonthOf(int period) => period - DayOf(period).Day + 1;

    /// <summary><c>2026-10</c>, or <c>2026-10-31</c> by day.</summary>
    public static string TextOf(int period, bool isByDay) => DayOf(period).ToString(isByDay ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);
}
