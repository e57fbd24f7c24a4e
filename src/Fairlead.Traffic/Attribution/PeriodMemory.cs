using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>From times to the periods that keys have; the last one is remembered, because logs are mostly in the order of time. For one thread.</summary>
/// <param name="byDay">Whether periods are days; else months.</param>
internal sealed class PeriodMemory(bool byDay)
{
    private const int SecondsADay = 86_400;
    private const int LastDay = ushort.MaxValue; // 2149-06-06; no log is of later or of before 1970, and if one says so, it is of the last or the first day

    private long _lastDay = -1;
    private int _lastPeriod;

    /// <summary>The period of a time in seconds since 1970.</summary>
    public int Of(long time)
    {
        var day = Math.Clamp(time / SecondsADay, 0, LastDay);
        if (day != _lastDay) (_lastDay, _lastPeriod) = (day, byDay ? (int)day : Periods.MonthOf((int)day));
        return _lastPeriod;
    }
}
