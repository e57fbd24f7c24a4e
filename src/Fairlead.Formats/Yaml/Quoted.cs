using System.Text;

namespace Fairlead.Formats.Yaml;

/// <summary>Text of a file inside a message: in quotes, on one line, not longer than a reader wants.</summary>
public static class Quoted
{
    private const int MaxLength = 80;

    /// <summary>The text in single quotes; what is not seen as <c>\u001b</c> (<see cref="UnseenText"/>), so that no file can write to a terminal.</summary>
    public static string Text(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, MaxLength)).EnumerateRunes())
        {
            if (UnseenText.Is(rune)) quoted.Append($"\\u{rune.Value:x4}");
            else quoted.Append(rune.ToString());
        }
        return quoted.Append(text.Length > MaxLength ? "...'" : "'").ToString();
    }
}
