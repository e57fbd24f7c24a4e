using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>
/// Columns over periods as inline SVG. It is as wide as the window lets it be, with text that keeps its size: so places are percents sideways and pixels down. What it says to
/// those who don't see it is its title and its description; the numbers stand in a table beside it.
/// </summary>
internal sealed class ColumnChart
{
    private const double Height = 220;

    /// <summary>Room for half a label of the axis above, and for the labels under the columns. Those of the axis stand outside, in the margin that the style sheet leaves.</summary>
    private const double Top = 12;
    private const double Bottom = 40;

    /// <summary>A chart of more periods has no tooltips: they would be most of the page.</summary>
    private const int MostTips = 400;

    /// <summary>Prefix of the ids in it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>What the columns stand for.</summary>
    public required IReadOnlyList<string> Periods { get; init; }

    /// <summary>From the bottom up; where they are not stacked, from the back to the front.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>What the height stands for.</summary>
    public required ValueAxis Axis { get; init; }

    /// <summary>A value in a tooltip.</summary>
    public required Func<double, string> Value { get; init; }

    /// <summary>On top of each other; else each before the last, and narrower.</summary>
    public required bool IsStacked { get; init; }

    /// <summary>Writes the picture.</summary>
    public void Write(HtmlWriter html)
    {
        var plot = new ColumnPlot(Periods.Count, Height, Axis.Max);
        using (html.Open("svg", ("class", plot.HasGaps ? "columns" : "columns dense"), ("role", "img"), ("aria-labelledby", $"{Id}-title {Id}-desc"), ("height", Figures.Length(Top + Height + Bottom))))
        {
            html.Put("title", Title, ("id", Id + "-title"));
            html.Put("desc", Description, ("id", Id + "-desc"));
            using (html.Open("g", ("transform", $"translate(0 {Figures.Length(Top)})")))
            {
                WriteGrid(html, plot);
                for (var period = 0; period < Periods.Count; period++) WriteColumn(html, plot, period);
                // Over the columns, whose outlines would cut it.
                WriteLine(html, "base", Height);
                WriteLabels(html, plot);
            }
        }
    }

    private void WriteGrid(HtmlWriter html, ColumnPlot plot)
    {
        for (var i = 0; i <= Axis.Steps; i++)
        {
            var y = plot.Y(i * Axis.Step);
            if (i > 0) WriteLine(html, "grid", y);
            html.Put("text", i == 0 ? "0" : Axis.Label(i * Axis.Step), ("class", "tick value"), ("x", "-10"), ("y", Figures.Length(y + 4)));
        }
    }

    private void WriteColumn(HtmlWriter html, ColumnPlot plot, int period)
    {
        using (html.Open("g", ("class", "column")))
        {
            if (Periods.Count <= MostTips) WriteTip(html, plot.Slot(period), period);
            var rects = IsStacked
                ? plot.Stack(period, Series.Select(series => series.Values[period]))
                : Series.Select((series, i) => plot.Column(period, series.Values[period], 1 - 0.45 * i));
            foreach (var (rect, series) in rects.Zip(Series))
                if (rect.Height > 0) WriteRect(html, series.Style, rect);
        }
    }

    /// <summary>The numbers of a period, for whoever points at it; the group's title is the tooltip of all that is in it.</summary>
    private void WriteTip(HtmlWriter html, PlotRect slot, int period)
    {
        var values = Series.Reverse().Where(series => series.Values[period] > 0).Select(series => $"{NameText.Short(series.Name)} {Value(series.Values[period])}");
        html.Put("title", $"{PeriodName.Long(Periods[period])}: {string.Join(", ", values.DefaultIfEmpty("nothing"))}");
        WriteRect(html, "slot", slot);
    }

    private void WriteLabels(HtmlWriter html, ColumnPlot plot)
    {
        foreach (var label in PeriodLabels.For(Periods))
        {
            var x = Figures.Length(plot.Middle(label.Period)) + "%";
            var style = label.IsMinor ? "tick period minor" : "tick period";
            html.Put("text", label.Text, ("class", style), ("x", x), ("y", Figures.Length(Height + 18)));
            if (label.Year is { } year) html.Put("text", year, ("class", style), ("x", x), ("y", Figures.Length(Height + 33)));
        }
    }

    private static void WriteLine(HtmlWriter html, string style, double y) =>
        html.Empty("line", ("class", style), ("x1", "0"), ("x2", "100%"), ("y1", Figures.Length(y)), ("y2", Figures.Length(y)));

    private static void WriteRect(HtmlWriter html, string style, PlotRect rect) => html.Empty("rect",
        ("class", style), ("x", Percent(rect.X)), ("y", Figures.Length(rect.Y)), ("width", Percent(rect.Width)), ("height", Figures.Length(rect.Height)));

    private static string Percent(double share) => share.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) + "%";
}
