using System.Text;
using Fairlead.Formats.Yaml;

namespace Fairlead.Cli;

/// <summary>Text of a file that anybody may have written, as it goes to a terminal or into a column.</summary>
internal static class TerminalText
{
    /// <summary>The same without what a terminal would act on, what would end a column or a line, and what no eye can see: <c>?</c> stands in its place.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text; // nearly every name
        var hasUnseen = false;
        foreach (var rune in text.EnumerateRunes()) hasUnseen |= UnseenText.Is(rune);
        if (!hasUnseen) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) shown.Append(UnseenText.Is(rune) ? "?" : rune.ToString());
        return shown.ToString();
    }
}
