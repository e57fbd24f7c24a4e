using System.Text;

namespace Fairlead.Formats.Yaml;

/// <summary>Text of a file inside a message: in quotes, on one line, not longer than a reader wants.</summary>
public static class Quoted
{
    private const int MaxLength = 80;

    /// <summary>The text in single quotes; control characters as <c>\u001b</c>, so that no file can write to a terminal.</summary>
    public static string Text(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029') quoted.Append($"\\u{(int)c:x4}");
            else quoted.Append(c);
        }
        return quoted.Append(text.Length > MaxLength ? "...'" : "'").ToString();
    }
}
