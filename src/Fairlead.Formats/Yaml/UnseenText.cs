using System.Globalization;
using System.Text;

namespace Fairlead.Formats.Yaml;

/// <summary>Characters that act, or hide, instead of being seen: no name needs one, and a line with one is not what it looks like.</summary>
public static class UnseenText
{
    /// <summary>
    /// Whether it is one: control characters, those that turn the direction of writing, join others or have no width (Unicode's Cf), line and paragraph
    /// separators, halves of pairs, and what Unicode gives no meaning.
    /// </summary>
    public static bool Is(Rune rune) => !rune.IsAscii
        ? rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        : Rune.IsControl(rune);
}
