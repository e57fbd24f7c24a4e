using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>
/// How the server is doing, as one page of HTML 5 that needs no script: what is wrong first, then who asks, where clients are sent, what clients are told by, and the policy.
/// Everything on it comes from elsewhere (policies, feeds, clients) and is written as text.
/// </summary>
internal static class StatusPage
{
    /// <summary>The page.</summary>
    public static string Write(StatusFacts facts, ExplainBox box)
    {
        var text = new StringWriter { NewLine = "\n" };
        var html = new HtmlWriter(text);
        html.DocumentType();
        using (html.Open("html", ("lang", "en")))
        {
            WriteHead(html);
            using (html.Open("body"))
            {
                using (html.Open("header")) WriteHeader(html, facts);
                using (html.Open("main"))
                {
                    Section(html, "requests", "Requests", () => RequestsSection.Write(html, facts));
                    Section(html, "targets", "Mirrors and registries", () => TargetsSection.Write(html, facts));
                    Section(html, "feeds", "Feeds", () => FeedsSection.Write(html, facts));
                    Section(html, "policy", "Policy", () => PolicySection.Write(html, facts));
                    Section(html, "explain", "Explain", () => ExplainSection.Write(html, box));
                }

                html.Script(StatusAssets.Script);
            }
        }

        return text.ToString();
    }

    private static void WriteHead(HtmlWriter html)
    {
        using var head = html.Open("head");
        html.Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Empty("link", ("rel", "icon"), ("href", "data:,"));
        html.Put("title", "Fairlead status");
        html.Style(StatusAssets.Style);
    }

    private static void WriteHeader(HtmlWriter html, StatusFacts facts)
    {
        html.Put("h1", "Fairlead status");
        // Spoken when it changes, which is when something breaks or is well again.
        using (html.Open("div", ("id", "summary"), ("role", "status"), ("data-live", "")))
        {
            foreach (var (sentence, isBad) in Summary.Of(facts)) html.Put("p", sentence, ("class", isBad ? "bad" : "good"));
        }

        using var line = html.Open("p", ("class", "muted"));
        html.Put("span", $"As of {StatusText.Time(facts.AsOf)}.", ("id", "as-of"), ("data-live", ""));
        html.Text(" ");
        html.Put("span", "Load it again for what is newer.", ("id", "refreshing"), ("role", "status"));
        html.Text(" ");
        html.Put("button", "Pause", ("id", "pause"), ("type", "button"), ("hidden", ""));
    }

    private static void Section(HtmlWriter html, string id, string title, Action write)
    {
        using var section = html.Open("section", ("id", id), ("aria-labelledby", id + "-title"));
        html.Put("h2", title, ("id", id + "-title"));
        write();
    }
}
