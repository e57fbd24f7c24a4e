using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>What the words and numbers of the page mean.</summary>
internal sealed class ReadingSection : ReportSection
{
    public override string Id => "reading";

    public override string Title => "How to read this";

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        using var list = html.Open("dl", ("class", "words"));
        Word(html, "Provider", "Who pays for a class of clients, as the policy or the networks’ own lists have it. Where a client’s is not known, its ASN may be.");
        Word(html, "Own cloud", "Bytes from a backend of the client’s own provider. It says nothing of regions: they may still be on two continents.");
        Word(html, "Bytes", "As the logs have them, of answers of every status; KiB, MiB, GiB and TiB are powers of 1,024. Times and periods are UTC.");
        Word(html, "Distinct clients", "Estimates from sketches of 1,024 registers (HyperLogLog): the standard error is 3.25\u00A0%, so that two in three are nearer than that and nearly all within 10\u00A0%. "
            + "Those of several rows don’t add up, because a client may be in many.");
        if (report.Options.Prices is not null)
        {
            Word(html, "Cost", "The price book’s prices for the bytes of a calendar month, tier by tier, shared out by bytes. It is no bill: credits and agreements are not in it.");
            if (report.Summary.Upstream is not null) Word(html, "Without mirrors", "The same bytes to the same clients, had all of them come from the upstream.");
        }

        if (report.Options.MinClients > 1)
            Word(html, "other", $"What was of fewer than {Figures.Count(report.Options.MinClients)} clients, together: so that nobody is told from the rest. As a provider it is clients of several, and of none.");
        Word(html, "Privacy", "There is no client address in this page, nor in the part files behind it: of clients, those have only the sketches that the estimates come from.");
    }

    private static void Word(HtmlWriter html, string word, string meaning)
    {
        html.Put("dt", word);
        html.Put("dd", meaning);
    }
}
