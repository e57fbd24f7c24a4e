using Fairlead.Formats.Html;
using Fairlead.Redirector.Explaining;

namespace Fairlead.Redirector.Status.Html;

/// <summary>What one client gets for one path, and why: a plain form, answered by the same page.</summary>
internal static class ExplainSection
{
    public static void Write(HtmlWriter html, ExplainBox box)
    {
        html.Put("p", "What a client at this address gets for this path, and why. It is decided as a request is: mirrors may be asked.");
        using (html.Open("form", ("method", "post"), ("action", "./#explain")))
        {
            Field(html, "address", "Address", box.Address, "192.0.2.1", isRequired: true);
            Field(html, "path", "Path", box.Path, "/v2/pause/manifests/3.10", isRequired: true);
            Field(html, "host", "Host (optional)", box.Host, "", isRequired: false);
            Field(html, "header", "Header (optional)", box.Header, "Name: value", isRequired: false);
            html.Put("button", "Explain", ("type", "submit"));
        }

        if (box.Problem is { } problem) html.Put("p", problem, ("id", "problem"), ("class", "bad"), ("role", "alert"));
        if (box.Explanation is { } explanation) Answer(html, explanation);
    }

    private static void Field(HtmlWriter html, string name, string label, string value, string example, bool isRequired)
    {
        using var field = html.Open("div");
        html.Put("label", label, ("for", name));
        html.Empty("input", ("id", name), ("name", name), ("value", value), ("placeholder", example), ("required", isRequired ? "" : null), ("autocomplete", "off"), ("spellcheck", "false"));
    }

    private static void Answer(HtmlWriter html, Explanation explanation)
    {
        using var answer = html.Open("div", ("id", "explanation"));
        html.Facts(explanation.AboutAnswer());
        html.Facts(explanation.AboutClient());
        if (explanation.Candidates.Count == 0) return;
        using var table = new StatusTable(html, "candidates", "Candidates, in order", "Mirror", "Region", "Distance", "Presence");
        foreach (var candidate in explanation.Candidates.Take(StatusTable.MostRows))
        {
            using var row = table.Row(candidate.Mirror);
            table.Cell(NameText.Short(candidate.Region));
            table.Cell(candidate.DistanceText);
            table.Cell(candidate.PresenceText);
        }
    }
}
