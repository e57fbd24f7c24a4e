using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>What went to clients of whom nothing is known.</summary>
internal sealed class UnattributedSection : ReportSection
{
    public override string Id => "unattributed";

    public override string Title => "What can’t be attributed";

    public override bool IsIn(TrafficReport report) => report.Periods.Count > 0;

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        var totals = report.Totals;
        html.Put("p", totals.UnattributedRequests == 0
            ? "Nothing: of every client, the provider or the ASN is known."
            : $"{Figures.Count(totals.UnattributedRequests, "request", "requests")} ({Figures.Share(totals.UnattributedRequests, totals.Requests)}) and "
                + $"{Figures.Bytes(totals.UnattributedBytes)} ({Figures.Share(totals.UnattributedBytes, totals.Bytes)}) went to clients of whom neither provider nor ASN is known. "
                + "A source of ASNs among the policy’s feeds, or a newer one, makes that less.");
    }
}
