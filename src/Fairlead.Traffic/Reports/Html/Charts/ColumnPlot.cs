namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>Where the columns of a chart stand: pure geometry. Columns are as many as periods, of equal width, and grow from the bottom.</summary>
/// <param name="periods">How many columns.</param>
/// <param name="height">Of the plot, in pixels.</param>
/// <param name="max">The value that is as high as the plot.</param>
internal sealed class ColumnPlot(int periods, double height, double max)
{
    /// <summary>Share of its place that a column fills; the rest sets it apart from the next.</summary>
    private const double Filled = 0.72;

    /// <summary>With more columns than these, no gap could be seen.</summary>
    private const int MostWithGaps = 120;

    /// <summary>In percent: so that a single period is a column still, and no block.</summary>
    private const double Widest = 12;

    private readonly double _slot = 100.0 / Math.Max(periods, 1);

    /// <summary>Whether columns stand apart; else they touch.</summary>
    public bool HasGaps => periods <= MostWithGaps;

    /// <summary>The whole place of a period, from top to bottom.</summary>
    public PlotRect Slot(int period) => new(period * _slot, 0, _slot, height);

    /// <summary>Middle of a period.</summary>
    public double Middle(int period) => (period + 0.5) * _slot;

    /// <summary>How far down a value is.</summary>
    public double Y(double value) => height - Rise(value);

    /// <summary>One value; <paramref name="width"/> is its share of the usual width.</summary>
    public PlotRect Column(int period, double value, double width = 1) => Column(period, 0, value, width);

    /// <summary>Values on top of each other, the first at the bottom.</summary>
    public IEnumerable<PlotRect> Stack(int period, IEnumerable<double> values)
    {
        var below = 0.0;
        foreach (var value in values)
        {
            yield return Column(period, below, value, 1);
            below += value;
        }
    }

    private PlotRect Column(int period, double below, double value, double width)
    {
        var filled = HasGaps ? Math.Min(_slot * Filled, Widest) : _slot;
        var wide = filled * width;
        return new(Middle(period) - wide / 2, Y(below + value), wide, Y(below) - Y(below + value));
    }

    private double Rise(double value) => max > 0 ? Math.Clamp(value / max, 0, 1) * height : 0;
}
