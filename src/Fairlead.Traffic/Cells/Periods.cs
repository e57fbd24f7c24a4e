namespace Fairlead.Traffic.Cells;

/// <summary>Periods as keys have them: days since 1970, UTC.</summary>
public static class Periods
{
    private static readonly int s_first = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The day.</summary>
    public static DateOnly DayOf(int period) => DateOnly.FromDayNumber(s_first + period);

    /// <summary>The first day of the period's month.</summary>
    public static int MonthOf(int period) => period - DayOf(period).Day + 1;
}
