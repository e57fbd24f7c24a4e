using System.Globalization;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Periods as a report has them.</summary>
internal static class PeriodText
{
    /// <summary><c>2026-10</c>, or <c>2026-10-31</c> by day.</summary>
    public static string Of(int period, bool isByDay) => Periods.DayOf(period).ToString(isByDay ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);
}
