using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>What clients are told apart by.</summary>
internal static class FeedsSection
{
    public static void Write(HtmlWriter html, StatusFacts facts)
    {
        using var table = new StatusTable(html, "feeds", "Since each was last known to be current; a file, since it was written", "Feed", "Age", "Prefixes");
        foreach (var feed in facts.Feeds.Take(StatusTable.MostRows))
        {
            using var row = table.Row(feed.Name);
            if (!feed.IsLoaded) table.Cell("never loaded", style: "wrong");
            else if (feed.Age > 2 * feed.Refresh) table.Cell(StatusText.Age(feed.Age), "asked for in vain", "wrong");
            else table.Cell(StatusText.Age(feed.Age));
            table.Cell(feed is { IsLoaded: true, Prefixes: { } prefixes } ? Figures.Count(prefixes) : "–");
        }

        if (facts.Feeds.Count == 0) table.Remark("The policy names none.");
        if (facts.Feeds.Count > StatusTable.MostRows) table.Remark($"and {Figures.Count(facts.Feeds.Count - StatusTable.MostRows)} more: /metrics has all of them");
    }
}
