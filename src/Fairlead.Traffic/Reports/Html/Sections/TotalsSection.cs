using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>All together: what there is to decide in a few sentences, then the figures.</summary>
internal sealed class TotalsSection : ReportSection
{
    public override string Id => "totals";

    public override string Title => "All together";

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        var totals = report.Totals;
        using (html.Open("div", ("class", "lead")))
        {
            foreach (var sentence in Findings.Of(report)) html.Put("p", sentence);
        }

        using (html.Open("dl", ("class", "figures")))
        {
            Figure(html, "Sent", Figures.Bytes(totals.Bytes), null);
            Figure(html, "Requests", Figures.Count(totals.Requests), null);
            if (totals.Clients is { } clients) Figure(html, "Distinct clients", "≈\u00A0" + Figures.Count(clients), "estimate, ±\u00A03.25\u00A0%");
            Figure(html, "From their own cloud", Figures.Share(totals.OwnCloudBytes, totals.CloudBytes), $"of {Figures.Bytes(totals.CloudBytes)} to clouds");
            if (report.Options.Prices is { } prices) WriteCosts(html, totals, prices.Currency);
            Figure(html, "Not attributed", Figures.Share(totals.UnattributedBytes, totals.Bytes), Figures.Bytes(totals.UnattributedBytes));
            Figure(html, "Bad lines", Figures.Count(totals.BadLines), $"{Figures.Share(totals.BadLines, report.Summary.Logs.Lines)} of all lines");
        }
    }

    private static void WriteCosts(HtmlWriter html, ReportTotals totals, string currency)
    {
        if (totals.Cost is not { } cost) return;
        Figure(html, "Cost", Figures.RoundMoney(cost, currency), totals.UnpricedBytes > 0 ? $"{Figures.Bytes(totals.UnpricedBytes.Value)} without a price" : null);
        if (totals.CostWithoutMirrors is { } without) Figure(html, "Without mirrors", Figures.RoundMoney(without, currency), "all of it from the upstream");
    }

    private static void Figure(HtmlWriter html, string name, string value, string? note)
    {
        using (html.Open("div"))
        {
            html.Put("dt", name);
            html.Put("dd", value, ("class", "value"));
            if (note is not null) html.Put("dd", note, ("class", "note"));
        }
    }
}
