using System.Globalization;

namespace Fairlead.Traffic.Cells;

/// <summary>Periods as keys have them: days since 1970, UTC; a month by its first day.</summary>
public static class Periods
{
    private static readonly int s_first = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The day.</summary>
    public static DateOnly DayOf(int period) => DateOnly.FromDayNumber(s_first + period);

    /// <summary>The first day of the period's month.</summary>
    public static int MonthOf(int period) => period - DayOf(period).Day + 1;

    /// <summary><c>2026-10</c>, or <c>2026-10-31</c> by day.</summary>
    public static string TextOf(int period, bool isByDay) => DayOf(period).ToString(isByDay ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);
}
