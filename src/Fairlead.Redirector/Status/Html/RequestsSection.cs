using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>Who asks.</summary>
internal static class RequestsSection
{
    public static void Write(HtmlWriter html, StatusFacts facts)
    {
        using var table = new StatusTable(
            html, "requests", "By provider and region of the client, over the last minute", "Provider", "Region", "Requests a second", "Blobs to mirrors", "Since the start");
        foreach (var place in facts.Requests.Take(StatusTable.MostRows))
        {
            using var row = table.Row(place.Provider);
            table.Cell(NameText.Short(place.Region));
            table.Cell(StatusText.Rate(place.Recent.All, facts.Recent));
            table.Cell(Figures.Share(place.Recent.ToMirrors, place.Recent.Blobs));
            table.Cell(Figures.Count(place.SinceStart));
        }

        if (facts.Requests.Count == 0) table.Remark("No requests yet.");
        if (facts.Requests.Count > StatusTable.MostRows) table.Remark($"and {Figures.Count(facts.Requests.Count - StatusTable.MostRows)} more: /metrics has all of them");
    }
}
