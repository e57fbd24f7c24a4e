using System.Globalization;
using System.Text;

namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>What a promoted file may be called.</summary>
internal static class FileName
{
    /// <summary>
    /// Why a name can't be shown and looked for as it is; null when it can. What has no shape of its own, as marks that turn the direction of writing, would
    /// let a reviewer see another name than the one that is promoted. What keys of objects can't be is told by their store.
    /// </summary>
    public static string? Problem(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            // A half of a pair comes as this, too; it is no character, and would be put as another one.
            if (rune == Rune.ReplacementChar) return "it has a character in it that is none";
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse:
                    return string.Create(CultureInfo.InvariantCulture, $"it has the invisible character U+{rune.Value:X4} in it");
                case UnicodeCategory.SpaceSeparator when rune.Value != ' ':
                    return string.Create(CultureInfo.InvariantCulture, $"it has the odd space U+{rune.Value:X4} in it");
            }
        }
        if (name.StartsWith('/')) return "names are relative: it begins with a slash";
        return name.Length > 0 && (name[0] == ' ' || name[^1] == ' ') ? "it begins or ends with a space" : null;
    }
}
