namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>Values of a chart that belong together.</summary>
/// <param name="Name">What they are of; null: not known.</param>
/// <param name="Style">Class of the style sheet: colour and pattern.</param>
/// <param name="Values">One for each period.</param>
internal sealed record ChartSeries(string? Name, string Style, IReadOnlyList<double> Values)
{
    /// <summary>All periods together.</summary>
    public double Total => Values.Sum();
}
