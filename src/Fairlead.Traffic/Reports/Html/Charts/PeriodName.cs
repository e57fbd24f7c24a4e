using System.Globalization;
using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>Periods as people read them: <c>Oct 2026</c> for <c>2026-10</c>, <c>31 Oct 2026</c> for <c>2026-10-31</c>.</summary>
internal static class PeriodName
{
    /// <summary>With its year. What is no period stays as it is.</summary>
    public static string Long(string period) =>
        DayOf(period) is { } day ? day.ToString(IsMonth(period) ? "MMM yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture) : NameText.Short(period);

    /// <summary>From the first to the last.</summary>
    public static string Range(IReadOnlyList<string> periods) =>
        periods.Count == 1 ? Long(periods[0]) : $"{Long(periods[0])} to {Long(periods[^1])}";

    /// <summary>When something was: <c>in Oct 2026</c>, <c>from Sep 2026 to Oct 2026</c>.</summary>
    public static string During(IReadOnlyList<string> periods) => $"{(periods.Count == 1 ? "in" : "from")} {Range(periods)}";

    /// <summary>Without its year.</summary>
    public static string Short(string period) =>
        DayOf(period) is { } day ? day.ToString(IsMonth(period) ? "MMM" : "d MMM", CultureInfo.InvariantCulture) : NameText.Short(period);

    /// <summary>Its year; null for what is no period.</summary>
    public static string? Year(string period) => DayOf(period)?.ToString("yyyy", CultureInfo.InvariantCulture);

    /// <summary>Whether a month begins with it.</summary>
    public static bool BeginsMonth(string period) => DayOf(period)?.Day == 1;

    private static bool IsMonth(string period) => period.Length == "2026-10".Length;

    private static DateOnly? DayOf(string period) =>
        DateOnly.TryParseExact(IsMonth(period) ? period + "-01" : period, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
