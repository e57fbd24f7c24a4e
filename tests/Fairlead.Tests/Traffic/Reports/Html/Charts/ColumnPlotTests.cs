using Fairlead.Traffic.Reports.Html.Charts;

namespace Fairlead.Tests.Traffic.Reports.Html.Charts;

public sealed class ColumnPlotTests
{
    private const double Height = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(365)]
    public void Columns_AnyNumber_StayInTheirPlacesSideBySide(int periods)
    {
        var plot = new ColumnPlot(periods, Height, 10);

        for (var period = 0; period < periods; period++)
        {
            var (slot, column) = (plot.Slot(period), plot.Column(period, 5));
            column.X.ShouldBeGreaterThanOrEqualTo(slot.X - 1e-9);
            (column.X + column.Width).ShouldBeLessThanOrEqualTo(slot.X + slot.Width + 1e-9);
            column.Width.ShouldBeGreaterThan(0);
        }

        (plot.Slot(periods - 1).X + plot.Slot(periods - 1).Width).ShouldBe(100, 1e-9);
    }

    [Fact]
    public void Column_OfOnePeriod_IsNoBlock() => new ColumnPlot(1, Height, 10).Column(0, 10).Width.ShouldBe(12);

    [Fact]
    public void Column_Narrower_KeepsItsMiddle()
    {
        var plot = new ColumnPlot(4, Height, 10);
        var (wide, narrow) = (plot.Column(2, 5), plot.Column(2, 5, 0.5));

        narrow.Width.ShouldBe(wide.Width / 2, 1e-9);
        (narrow.X + narrow.Width / 2).ShouldBe(wide.X + wide.Width / 2, 1e-9);
    }

    [Fact]
    public void Stack_OfValues_AddsUpToTheirSum()
    {
        double[] values = [1, 2.5, 0, 4];

        var rects = new ColumnPlot(3, Height, 10).Stack(1, values).ToList();

        rects.Select(rect => rect.Height).ShouldBe([20, 50, 0, 80], 1e-9);
        rects[^1].Y.ShouldBe(Height * (1 - 0.75), 1e-9);
        for (var i = 1; i < rects.Count; i++) (rects[i].Y + rects[i].Height).ShouldBe(rects[i - 1].Y, 1e-9);
    }

    [Fact]
    public void Column_WithoutTraffic_HasNoHeight()
    {
        new ColumnPlot(3, Height, 0).Column(0, 0).Height.ShouldBe(0);
        new ColumnPlot(3, Height, 10).Column(0, 0).ShouldSatisfyAllConditions(rect => rect.Height.ShouldBe(0), rect => rect.Y.ShouldBe(Height));
    }

    [Fact]
    public void Column_HigherThanThePlot_EndsAtItsTop() => new ColumnPlot(1, Height, 10).Column(0, double.MaxValue).ShouldSatisfyAllConditions(
        rect => rect.Y.ShouldBe(0), rect => rect.Height.ShouldBe(Height));
}
