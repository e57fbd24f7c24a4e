namespace Fairlead.Traffic.Reports.Html.Markup;

/// <summary>An element that is open: disposing of it writes its end.</summary>
internal readonly ref struct HtmlElement(HtmlWriter html, string name)
{
    public void Dispose() => html.End(name);
}
