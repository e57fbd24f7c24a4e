using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Markup;

/// <summary>
/// A table with a name, headings and a first cell in each row that says what the row is of. It lies in a region of its own that scrolls sideways where the window is narrow, and
/// that the keyboard reaches. To be disposed of, which ends it.
/// </summary>
internal sealed class HtmlTable : IDisposable
{
    private const int MostOfSample = 120;

    private readonly HtmlWriter _html;

    /// <summary>Begins it.</summary>
    public HtmlTable(HtmlWriter html, string id, string caption, params ReadOnlySpan<TableColumn> columns)
    {
        _html = html;
        // Entered here and left in Dispose: an HtmlElement can't be a field.
        _ = html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-labelledby", id + "-caption"), ("tabindex", "0"));
        _ = html.Open("table");
        html.Put("caption", caption, ("id", id + "-caption"));
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            foreach (var column in columns) html.Put("th", column.Heading, ("scope", "col"), ("class", column.IsNumber ? "number" : null));
        }

        _ = html.Open("tbody");
    }

    /// <summary>Begins a row: what it is of.</summary>
    public HtmlElement Row(string? name)
    {
        var row = _html.Open("tr");
        using (_html.Open("th", ("scope", "row"))) _html.Name(name);
        return row;
    }

    /// <summary>A number.</summary>
    public void Number(string text) => _html.Put("td", text, ("class", "number"));

    /// <summary>A number, and how far along its column's greatest it is: for the eye only, since the number stands beside it.</summary>
    public void NumberWithBar(string text, double share, string style = "s0")
    {
        using (_html.Open("td", ("class", "number measured")))
        {
            _html.Put("span", text);
            using (_html.Open("svg", ("class", "measure"), ("aria-hidden", "true")))
            {
                _html.Empty("rect", ("class", "track"), ("width", "100%"), ("height", "100%"));
                _html.Empty("rect", ("class", style), ("width", Figures.Length(Math.Clamp(share, 0, 1) * 100) + "%"), ("height", "100%"));
            }
        }
    }

    /// <summary>Words.</summary>
    public void Words(string text) => _html.Put("td", text);

    /// <summary>Pieces of logs, one under the other.</summary>
    public void Samples(IReadOnlyList<string> samples)
    {
        using (_html.Open("td"))
        {
            foreach (var sample in samples) _html.Put("code", NameText.Shorten(sample, MostOfSample));
        }
    }

    public void Dispose()
    {
        _html.End("tbody");
        _html.End("table");
        _html.End("div");
    }
}
