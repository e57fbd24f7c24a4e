namespace Fairlead.Traffic.Attribution;

/// <summary>From times to the periods that keys have: days since 1970 (UTC), of the day itself or of its month's first. For one thread.</summary>
/// <param name="byDay">Whether periods are days; else months.</param>
internal sealed class Periods(bool byDay)
{
    private const int SecondsADay = 86_400;
    private const int LastDay = ushort.MaxValue; // 2149-06-06; no log is of later or of before 1970, and if one says so, it is of the last or the first day
    private static readonly int s_firstDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private long _lastDay = -1;
    private int _lastPeriod;

    /// <summary>The period of a time in seconds since 1970.</summary>
    public int Of(long time)
    {
        var day = Math.Clamp(time / SecondsADay, 0, LastDay);
        if (day != _lastDay) (_lastDay, _lastPeriod) = (day, PeriodOf((int)day)); // logs are mostly in the order of time
        return _lastPeriod;
    }

    private int PeriodOf(int day) => byDay ? day : day - (DateOnly.FromDayNumber(s_firstDay + day).Day - 1);
}
