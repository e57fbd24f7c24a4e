namespace Fairlead.Formats.Html;

/// <summary>An element that is open: disposing of it writes its end.</summary>
public readonly ref struct HtmlElement(HtmlWriter html, string name)
{
    /// <summary>Writes the end.</summary>
    public void Dispose() => html.End(name);
}
