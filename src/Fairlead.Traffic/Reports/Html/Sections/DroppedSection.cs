using Fairlead.Formats.Html;
using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Reports.Html.Markup;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>What the numbers leave out, and why.</summary>
internal sealed class DroppedSection : ReportSection
{
    /// <summary>Kinds of bad lines that are listed; a hostile log may have as many as it likes.</summary>
    private const int MostProblems = 50;

    public override string Id => "dropped";

    public override string Title => "What was left out, and why";

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        var reasons = Reasons(report).Where(reason => reason.Count > 0).ToList();
        if (reasons.Count == 0)
        {
            html.Put("p", "Nothing: every line of the logs was a request, and every request is counted.");
            return;
        }

        using (var table = new HtmlTable(html, "dropped-table", "What was left out", new("What", IsNumber: false), new("How much"), new("Why", IsNumber: false)))
        {
            foreach (var reason in reasons)
            {
                using var row = table.Row(reason.What);
                table.Number(reason.IsBytes ? Figures.Bytes(reason.Count) : Figures.Count(reason.Count));
                table.Words(reason.Why);
            }
        }

        if (report.Summary.Logs.Bad.Count > 0) WriteBadLines(html, report.Summary.Logs);
    }

    private static IEnumerable<(string What, long Count, string Why, bool IsBytes)> Reasons(TrafficReport report)
    {
        var logs = report.Summary.Logs;
        yield return ("Bad lines", report.Totals.BadLines, "They are not what their format says; the table below has the kinds.", false);
        yield return ("Duplicates", logs.Duplicates, "Requests whose id was there before: the same log twice, or delivered twice.", false);
        yield return ("Damaged files", logs.DamagedFiles, "They end in the middle or don’t unpack. What they hold before that is counted.", false);
        yield return ("Lines that are no requests", logs.Ignored, "Headings and the like, as the format has them.", false);
        yield return ("Bytes without a price", report.Totals.UnpricedBytes ?? 0, "No entry of the price book is for them: the cost leaves them out.", true);
        yield return ("Folded rows", report.Totals.FoldedCells, $"Counted, but under “other”: each was of fewer than {Figures.Count(report.Options.MinClients)} clients.", false);
        yield return ("Requests without room for a name", report.Summary.UnnamedRequests, "Counted, but under “other”: there were more names than there is room for.", false);
    }

    private static void WriteBadLines(HtmlWriter html, LogCounts logs)
    {
        using (var table = new HtmlTable(html, "bad-table", "Bad lines by format and problem",
            new("Format", IsNumber: false), new("Problem", IsNumber: false), new("Lines"), new("What they look like: x for letters, 9 for digits", IsNumber: false)))
        {
            foreach (var bad in logs.Bad.Take(MostProblems))
            {
                using var row = table.Row(bad.Format);
                table.Words(bad.Problem);
                table.Number(Figures.Count(bad.Count));
                table.Samples(bad.Shapes);
            }
        }

        if (logs.Bad.Count > MostProblems) html.Put("p", $"And {Figures.Count(logs.Bad.Count - MostProblems)} more kinds.", ("class", "rest"));
    }
}
