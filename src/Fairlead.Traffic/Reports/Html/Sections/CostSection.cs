using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Charts;
using Fairlead.Traffic.Reports.Html.Markup;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>What it cost, beside what it would have cost without mirrors.</summary>
internal sealed class CostSection : ReportSection
{
    public override string Id => "cost";

    public override string Title => "Cost with mirrors, and without";

    public override bool IsIn(TrafficReport report) => report.Periods.Count > 0;

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        if (report.Options.Prices is not { } prices || report.Totals.Cost is not { } total)
        {
            html.Put("p", "No costs: the report was made without a price book (--prices).");
            return;
        }

        var sums = PeriodSum.Of(report);
        var cost = new ChartSeries("cost", "s0", [.. sums.Select(sum => (double)sum.Cost)]);
        var without = new ChartSeries("without mirrors", "would-be", [.. sums.Select(sum => (double)sum.CostWithoutMirrors)]);
        var totalWithout = report.Totals.CostWithoutMirrors;
        if (totalWithout is null) html.Put("p", $"What it would have cost without mirrors is not known: {WhyNot(report.Summary.Upstream)}.");
        IReadOnlyList<ChartSeries> series = totalWithout is null ? [cost] : [without, cost];
        using (html.Open("figure"))
        {
            new ColumnChart
            {
                Id = "cost-chart",
                Title = totalWithout is null ? "Cost by period" : "Cost by period, and what it would have been without mirrors",
                Description = $"Amounts in {prices.Currency} for each of {Figures.Count(report.Periods.Count, "period", "periods")}: {Figures.Money(total)} altogether"
                    + (totalWithout is { } all ? $", and {Figures.Money(all)} without mirrors." : "."),
                Periods = report.Periods,
                Series = series,
                Axis = ValueAxis.OfMoney(series.Max(one => one.Values.Max())),
                Value = amount => Figures.Money((decimal)amount, prices.Currency),
                IsStacked = false,
            }.Write(html);
            Legend.Write(html, series.Reverse(), one => Figures.RoundMoney(one == cost ? total : totalWithout ?? 0, prices.Currency));
        }

        using var details = html.Open("details");
        html.Put("summary", "Numbers: cost by period");
        WriteTable(html, report, sums, prices.Currency);
    }

    private static string WhyNot(string? upstream) => upstream is null
        ? "no log was imported with a policy, which names its upstream"
        : $"the price book has no entry for some of the ways from {NameText.Short(upstream)} to clients";

    private static void WriteTable(HtmlWriter html, TrafficReport report, IReadOnlyList<PeriodSum> sums, string currency)
    {
        var knowsWithout = report.Totals.CostWithoutMirrors is not null;
        TableColumn[] columns = [new("Period", IsNumber: false), new("Cost"), .. knowsWithout ? [new("Without mirrors"), new("Saved")] : Array.Empty<TableColumn>()];
        using var table = new HtmlTable(html, "cost-table", $"Cost by period, in {currency}", columns);
        for (var period = 0; period < report.Periods.Count; period++) WriteRow(PeriodName.Long(report.Periods[period]), sums[period].Cost, sums[period].CostWithoutMirrors);
        WriteRow("All", report.Totals.Cost ?? 0, report.Totals.CostWithoutMirrors ?? 0);

        void WriteRow(string name, decimal cost, decimal without)
        {
            using var row = table.Row(name);
            table.Number(Figures.Money(cost));
            if (!knowsWithout) return;
            table.Number(Figures.Money(without));
            table.Number(Figures.Money(without - cost));
        }
    }
}
