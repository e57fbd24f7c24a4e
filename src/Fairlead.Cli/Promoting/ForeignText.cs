using System.Globalization;
using System.Text;

namespace Fairlead.Cli.Promoting;

/// <summary>Text of strangers, on one line, as what it looks like.</summary>
internal static class ForeignText
{
    private const int MaxLength = 300;

    /// <summary>
    /// The text without what no eye can see: control characters, those that turn the direction of writing or join others (Unicode's Cf), line and
    /// paragraph separators, and halves of pairs. Cut where it is longer than anybody reads.
    /// </summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > MaxLength) return shown.Append("...").ToString();
            var isSeen = rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            shown.Append(isSeen ? rune.ToString() : "?");
        }
        return shown.ToString();
    }
}
