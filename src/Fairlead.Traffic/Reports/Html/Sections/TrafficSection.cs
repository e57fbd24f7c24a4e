using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Charts;
using Fairlead.Traffic.Reports.Html.Markup;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>Traffic over time by the clients' provider.</summary>
internal sealed class TrafficSection : ReportSection
{
    public override string Id => "traffic";

    public override string Title => "Traffic over time";

    public override bool IsIn(TrafficReport report) => report.Periods.Count > 0;

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        var series = ProviderSeries.Of(report);
        var sums = PeriodSum.Of(report);
        var greatest = sums.Max(sum => sum.Bytes);
        var total = series.Sum(one => one.Total);
        html.Put("p", "Bytes sent, by the clients’ provider.");
        using (html.Open("figure"))
        {
            new ColumnChart
            {
                Id = "traffic-chart",
                Title = "Bytes sent, by period and by the clients’ provider",
                Description = $"A stacked column for each of {Figures.Count(report.Periods.Count, "period", "periods")}. The highest is "
                    + $"{PeriodName.Long(report.Periods[sums.ToList().FindIndex(sum => sum.Bytes == greatest)])} with {Figures.Bytes(greatest)}.",
                Periods = report.Periods,
                Series = series,
                Axis = ValueAxis.OfBytes(greatest),
                Value = Figures.Bytes,
                IsStacked = true,
            }.Write(html);
            Legend.Write(html, series, one => $"{Figures.Bytes(one.Total)}, {Figures.Share(one.Total, total)}");
        }

        using var details = html.Open("details");
        html.Put("summary", "Numbers: traffic by period and provider");
        using var table = new HtmlTable(html, "traffic-table", "Bytes sent, by period and provider",
            [new("Period", IsNumber: false), .. series.Select(one => new TableColumn(NameText.Short(one.Name))), new("All")]);
        for (var period = 0; period < report.Periods.Count; period++)
        {
            using var row = table.Row(PeriodName.Long(report.Periods[period]));
            foreach (var one in series) table.Number(Figures.Bytes(one.Values[period]));
            table.Number(Figures.Bytes(sums[period].Bytes));
        }
    }
}
