namespace Fairlead.Artifacts.Registries.Wire;

/// <summary>What others sent, made fit for a message of ours: one line, no control characters, not long.</summary>
internal static class PlainText
{
    /// <summary>Enough for what registries say of their errors.</summary>
    public const int MaxLength = 300;

    /// <summary>The text with a space for every control character and every run of spaces, cut at <see cref="MaxLength"/>.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        Span<char> clean = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in text)
        {
            // Also those that turn the direction of a line around (Unicode Cf), and halves of what was cut.
            var isPlain = !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not (
                System.Globalization.UnicodeCategory.Format or
                System.Globalization.UnicodeCategory.LineSeparator or
                System.Globalization.UnicodeCategory.ParagraphSeparator);
            var shown = isPlain ? c : ' ';
            if (shown == ' ' && (length == 0 || clean[length - 1] == ' ')) continue;
            if (length == MaxLength) return string.Concat(clean[..(MaxLength - 1)], "…");
            clean[length++] = shown;
        }
        return clean[..length].TrimEnd().ToString();
    }
}
