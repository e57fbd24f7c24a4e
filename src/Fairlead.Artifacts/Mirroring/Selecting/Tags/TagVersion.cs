using System.Globalization;

namespace Fairlead.Artifacts.Mirroring.Selecting.Tags;

/// <summary>A version as Semantic Versioning 2.0.0 has it, without its build metadata, which orders nothing.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second.</param>
/// <param name="Patch">The third.</param>
/// <param name="Prerelease">What follows <c>-</c>; empty for a release.</param>
public readonly record struct TagVersion(long Major, long Minor, long Patch, string Prerelease) : IComparable<TagVersion>
{
    private const int MaxDigits = 18; // so that it fits into 63 bits

    /// <summary>Whether it comes before a release.</summary>
    public bool IsPrerelease => Prerelease.Length > 0;

    /// <summary>
    /// Reads a tag as a version: <c>1.30.2</c>, <c>v1.30.2</c>, <c>3.10</c> (its patch is 0), <c>v1.31.0-rc.1</c>. Build metadata stands behind
    /// <c>_</c>, since tags have no <c>+</c> (as Helm writes it). A number alone is none: it is as often a date or a build.
    /// </summary>
    public static bool TryParseTag(ReadOnlySpan<char> tag, out TagVersion version)
    {
        version = default;
        if (tag is ['v', ..]) tag = tag[1..];
        var build = tag.IndexOf('_');
        if (build >= 0) tag = tag[..build];
        var prerelease = ReadOnlySpan<char>.Empty;
        if (tag.IndexOf('-') is var dash and >= 0)
        {
            prerelease = tag[(dash + 1)..];
            if (!IsPrereleaseText(prerelease)) return false;
            tag = tag[..dash];
        }
        Span<Range> parts = stackalloc Range[4];
        var count = tag.Split(parts, '.');
        if (count is not (2 or 3)) return false;
        var patch = 0L;
        if (!TryParseNumber(tag[parts[0]], out var major) || !TryParseNumber(tag[parts[1]], out var minor)) return false;
        if (count == 3 && !TryParseNumber(tag[parts[2]], out patch)) return false;
        version = new TagVersion(major, minor, patch, prerelease.ToString());
        return true;
    }

    /// <summary>The order of Semantic Versioning 2.0.0, 11: a prerelease comes before its release.</summary>
    public int CompareTo(TagVersion other)
    {
        var order = Major.CompareTo(other.Major);
        if (order == 0) order = Minor.CompareTo(other.Minor);
        if (order == 0) order = Patch.CompareTo(other.Patch);
        if (order != 0) return order;
        if (IsPrerelease != other.IsPrerelease) return IsPrerelease ? -1 : 1;
        return ComparePrereleases(Prerelease, other.Prerelease);
    }

    /// <summary>A number of a version: no sign, and no zero before it (Semantic Versioning 2.0.0, 2).</summary>
    internal static bool TryParseNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        return text.Length is > 0 and <= MaxDigits && (text.Length == 1 || text[0] != '0')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Identifiers with dots between them; those of digits alone without a zero before them (9).</summary>
    internal static bool IsPrereleaseText(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('.'))
        {
            var identifier = text[range];
            if (identifier.IsEmpty) return false;
            foreach (var c in identifier)
                if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
            if (identifier.Length > 1 && identifier[0] == '0' && IsDigits(identifier)) return false;
        }
        return true;
    }

    // Identifier by identifier: numbers by value and before words, words by their bytes, and where one text ends it comes first (11.4).
    private static int ComparePrereleases(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var a = First(ref left);
            var b = First(ref right);
            var order = (IsDigits(a), IsDigits(b)) switch
            {
                (true, false) => -1,
                (false, true) => 1,
                (true, true) when a.Length != b.Length => a.Length.CompareTo(b.Length), // without leading zeros the longer is the larger
                _ => a.SequenceCompareTo(b),
            };
            if (order != 0) return order;
        }
        return right.IsEmpty.CompareTo(left.IsEmpty); // the one that has ended comes first
    }

    private static ReadOnlySpan<char> First(ref ReadOnlySpan<char> identifiers)
    {
        var dot = identifiers.IndexOf('.');
        var first = dot < 0 ? identifiers : identifiers[..dot];
        identifiers = dot < 0 ? [] : identifiers[(dot + 1)..];
        return first;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
