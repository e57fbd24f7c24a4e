using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>
/// A table that needs no room sideways: in a narrow window each row is a card (<c>status.css</c>), so each cell says under which heading it is. The rows are what the
/// page's script replaces. To be disposed of, which ends it.
/// </summary>
internal sealed class StatusTable : IDisposable
{
    /// <summary>A policy of a megabyte can name more than a page should show.</summary>
    public const int MostRows = 200;

    private readonly HtmlWriter _html;
    private readonly string[] _headings;
    private int _cell;

    /// <summary>Begins it.</summary>
    public StatusTable(HtmlWriter html, string id, string caption, params string[] headings)
    {
        (_html, _headings) = (html, headings);
        // Entered here and left in Dispose: an HtmlElement can't be a field.
        _ = html.Open("table");
        html.Put("caption", caption);
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            foreach (var heading in headings) html.Put("th", heading, ("scope", "col"));
        }

        _ = html.Open("tbody", ("id", id + "-rows"), ("data-live", ""));
    }

    /// <summary>Begins a row: what it is of, and a word on that.</summary>
    public HtmlElement Row(string name, string? note = null, string? style = null)
    {
        _cell = 1;
        var row = _html.Open("tr", ("class", style));
        using (_html.Open("th", ("scope", "row")))
        {
            _html.Name(name);
            Note(note);
        }

        return row;
    }

    /// <summary>The next cell of a row.</summary>
    public void Cell(string text, string? note = null, string? style = null)
    {
        using (_html.Open("td", ("data-label", _headings[_cell++])))
        {
            _html.Put("span", text, ("class", style));
            Note(note);
        }
    }

    /// <summary>A row of words only: that there is nothing, or more.</summary>
    public void Remark(string text)
    {
        using (_html.Open("tr")) _html.Put("td", text, ("class", "muted"), ("colspan", _headings.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    public void Dispose()
    {
        _html.End("tbody");
        _html.End("table");
    }

    private void Note(string? note)
    {
        if (note is not null) _html.Put("small", note);
    }
}
