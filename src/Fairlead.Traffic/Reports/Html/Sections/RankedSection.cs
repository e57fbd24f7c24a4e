using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Markup;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>The greatest of some kind, by bytes.</summary>
/// <param name="id">See <see cref="ReportSection.Id"/>.</param>
/// <param name="title">See <see cref="ReportSection.Title"/>.</param>
/// <param name="heading">What the items are.</param>
/// <param name="about">What they are and how they are ordered: the table's name.</param>
/// <param name="items">Where the report has them.</param>
internal sealed class RankedSection(string id, string title, string heading, string about, Func<TrafficReport, IReadOnlyList<RankedItem>> items) : ReportSection
{
    public override string Id => id;

    public override string Title => title;

    public override bool IsIn(TrafficReport report) => items(report).Count > 0;

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        var shown = items(report).Take(TrafficReport.MostRanked).ToList();
        var currency = report.Options.Prices?.Currency;
        var greatest = shown.Max(item => (double)item.Sum.Bytes);
        using (var table = new HtmlTable(html, id + "-table", about,
            [new(heading, IsNumber: false), new("Sent"), new("Share"), new("Requests"), new("Clients, about"), .. currency is null ? Array.Empty<TableColumn>() : [new($"Cost, {currency}")]]))
        {
            foreach (var item in shown) WriteRow(table, report, item, greatest);
        }

        WriteRest(html, report, shown);
    }

    private static void WriteRow(HtmlTable table, TrafficReport report, RankedItem item, double greatest)
    {
        using var row = table.Row(item.Name);
        table.NumberWithBar(Figures.Bytes(item.Sum.Bytes), greatest > 0 ? item.Sum.Bytes / greatest : 0);
        table.Number(Figures.Share(item.Sum.Bytes, report.Totals.Bytes));
        table.Number(Figures.Count(item.Sum.Requests));
        table.Number(item.Sum.Clients is { } clients ? Figures.Count(clients) : "–");
        if (report.Options.Prices is not null) table.Number(item.Sum.Cost is { } cost ? Figures.Money(cost) : "–");
    }

    private static void WriteRest(HtmlWriter html, TrafficReport report, List<RankedItem> shown)
    {
        var rest = (double)(report.Totals.Bytes - shown.Sum(item => (decimal)item.Sum.Bytes));
        if (rest > 0) html.Put("p", $"All others together: {Figures.Bytes(rest)}, {Figures.Share(rest, report.Totals.Bytes)} of the bytes.", ("class", "rest"));
    }
}
