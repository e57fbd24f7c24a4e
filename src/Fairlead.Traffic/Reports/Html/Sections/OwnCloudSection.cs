using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Charts;
using Fairlead.Traffic.Reports.Html.Markup;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>How much of what clients of clouds got came from within their own: over time, and for each provider.</summary>
internal sealed class OwnCloudSection : ReportSection
{
    public override string Id => "own-cloud";

    public override string Title => "Served within the client’s own cloud";

    public override bool IsIn(TrafficReport report) => report.Totals.CloudBytes > 0;

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        var sums = PeriodSum.Of(report);
        var share = new ChartSeries("from their own cloud", "own", [.. sums.Select(sum => sum.CloudBytes > 0 ? sum.OwnCloudBytes / sum.CloudBytes : 0)]);
        html.Put("p", $"Of {Figures.Bytes(report.Totals.CloudBytes)} to clients of known providers, {Figures.Bytes(report.Totals.OwnCloudBytes)} came from a backend of the same provider. "
            + "The rest crossed between clouds, and that is what egress is paid for.");
        using (html.Open("figure"))
        {
            new ColumnChart
            {
                Id = "own-cloud-chart",
                Title = "Share of bytes from within the client’s own cloud, by period",
                Description = $"A column for each of {Figures.Count(report.Periods.Count, "period", "periods")}. It goes from {Figures.Share(share.Values.Min(), 1)} to {Figures.Share(share.Values.Max(), 1)}.",
                Periods = report.Periods,
                Series = [share],
                Axis = ValueAxis.OfShare,
                Value = value => Figures.Share(value, 1),
                IsStacked = true,
            }.Write(html);
        }

        WritePeriods(html, report.Periods, sums);
        WriteProviders(html, report);
    }

    private static void WritePeriods(HtmlWriter html, IReadOnlyList<string> periods, IReadOnlyList<PeriodSum> sums)
    {
        using var details = html.Open("details");
        html.Put("summary", "Numbers: own cloud by period");
        using var table = new HtmlTable(html, "own-cloud-table", "Bytes to clients of known providers, by period",
            new("Period", IsNumber: false), new("To clouds"), new("From their own"), new("Across"), new("Share from their own"));
        for (var period = 0; period < periods.Count; period++)
        {
            var sum = sums[period];
            using var row = table.Row(PeriodName.Long(periods[period]));
            table.Number(Figures.Bytes(sum.CloudBytes));
            table.Number(Figures.Bytes(sum.OwnCloudBytes));
            table.Number(Figures.Bytes(sum.CloudBytes - sum.OwnCloudBytes));
            table.Number(Figures.Share(sum.OwnCloudBytes, sum.CloudBytes));
        }
    }

    private static void WriteProviders(HtmlWriter html, TrafficReport report)
    {
        using var table = new HtmlTable(html, "providers-table", "By provider, what crossed the most first",
            new("Provider", IsNumber: false), new("Across"), new("Sent"), new("Share from their own"));
        var crossing = report.Providers.Where(provider => provider.Provider is not null)
            .OrderByDescending(provider => provider.Total.Bytes - provider.Total.OwnCloudBytes).ThenBy(provider => provider.Provider, StringComparer.Ordinal)
            .Take(TrafficReport.MostRanked).ToList();
        var most = crossing.Max(provider => (double)provider.Total.Bytes - provider.Total.OwnCloudBytes);
        foreach (var provider in crossing)
        {
            var across = (double)provider.Total.Bytes - provider.Total.OwnCloudBytes;
            using var row = table.Row(provider.Provider);
            table.NumberWithBar(Figures.Bytes(across), most > 0 ? across / most : 0);
            table.Number(Figures.Bytes(provider.Total.Bytes));
            table.Number(Figures.Share(provider.Total.OwnCloudBytes, provider.Total.Bytes));
        }
    }
}
