namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>Text under a chart.</summary>
/// <param name="Period">Under which period, by its place.</param>
/// <param name="Text">The period without its year.</param>
/// <param name="Year">The year where it begins; else null.</param>
/// <param name="IsMinor">Left out where the window is narrow.</param>
internal sealed record PeriodLabel(int Period, string Text, string? Year, bool IsMinor);
