using System.Text;
using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Html;

/// <summary>
/// Writes HTML that is well-formed XML as well. Whatever text it is given comes out as text: characters of the markup are escaped, those that nobody can see or that XML
/// forbids become U+FFFD. Names of elements and attributes are the program's own.
/// </summary>
public sealed class HtmlWriter(TextWriter output)
{
    /// <summary>What a page of HTML 5 begins with.</summary>
    public void DocumentType() => output.Write("<!DOCTYPE html>\n");

    /// <summary>Begins an element; the end comes where the result is disposed of. Attributes of which the value is null are left out.</summary>
    public HtmlElement Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        output.Write('>');
        return new HtmlElement(this, name);
    }

    /// <summary>An element that holds nothing but text.</summary>
    public void Put(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        output.Write('>');
        Text(text);
        output.Write("</");
        output.Write(name);
        output.Write('>');
    }

    /// <summary>An element that can hold nothing: HTML's void ones, and shapes of SVG.</summary>
    public void Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        output.Write(" />");
    }

    /// <summary>Text between elements.</summary>
    public void Text(string text)
    {
        foreach (var rune in text.EnumerateRunes()) Escape(rune);
    }

    /// <summary>The page's style sheet, which is the program's own: HTML reads no escapes in it. The element holds this text and nothing else.</summary>
    public void Style(string css) => Verbatim("style", css);

    /// <summary>The page's script, likewise. What it compares it writes so that it needs neither of both characters.</summary>
    public void Script(string script) => Verbatim("script", script);

    /// <summary>Ends an element whose beginning can't be disposed of.</summary>
    public void End(string name)
    {
        output.Write("</");
        output.Write(name);
        output.Write(">\n");
    }

    private void Verbatim(string name, string text)
    {
        if (text.AsSpan().ContainsAny('<', '&')) throw new ArgumentException($"A {name} within HTML has neither < nor &.", nameof(text));
        output.Write('<');
        output.Write(name);
        output.Write('>');
        output.Write(text);
        End(name);
    }

    private void Start(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write('<');
        output.Write(name);
        foreach (var attribute in attributes)
        {
            if (attribute.Value is null) continue;
            output.Write(' ');
            output.Write(attribute.Name);
            output.Write("=\"");
            Text(attribute.Value);
            output.Write('"');
        }
    }

    private void Escape(Rune rune)
    {
        switch (rune.Value)
        {
            case '<': output.Write("&lt;"); break;
            case '>': output.Write("&gt;"); break;
            case '&': output.Write("&amp;"); break;
            case '"': output.Write("&quot;"); break;
            case '\'': output.Write("&#39;"); break;
            default:
                Span<char> chars = stackalloc char[2];
                var length = (UnseenText.Is(rune) ? Rune.ReplacementChar : rune).EncodeToUtf16(chars);
                output.Write(chars[..length]);
                break;
        }
    }
}
