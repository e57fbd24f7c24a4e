namespace Fairlead.Formats.Yaml;

/// <summary>Finds what a misspelt word was probably meant to be.</summary>
public static class Suggestion
{
    /// <summary>Longer words are nobody's slip of the finger.</summary>
    private const int MaxLength = 64;

    /// <summary>Names that are compared at the most, so that a file of nothing but wrong names stays cheap.</summary>
    private const int MaxNames = 1000;

    /// <summary>The name nearest to the word, at most two edits away; null when none is. Case counts for nothing.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        if (word.Length is 0 or > MaxLength) return null;
        string? nearest = null;
        var limit = word.Length <= 3 ? 1 : 2; // two edits make any three letters any other
        foreach (var name in names.Take(MaxNames))
        {
            if (Math.Abs(name.Length - word.Length) > limit) continue;
            var distance = Distance(word.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance > limit) continue;
            (nearest, limit) = (name, distance - 1);
            if (limit < 0) break;
        }
        return nearest;
    }

    /// <summary>Optimal string alignment: insert, delete, replace, or swap two neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[b.Length];
    }
}
