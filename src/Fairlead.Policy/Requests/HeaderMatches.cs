using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>Headers that a policy asks for, against those of a request. Allocates nothing.</summary>
public static class HeaderMatches
{
    /// <summary>Whether the request has every one of them, each with one of its values. True of none.</summary>
    public static bool AreMetBy(this IReadOnlyList<HeaderMatch> wanted, IRequestHeaders headers)
    {
        for (var i = 0; i < wanted.Count; i++)
            if (!HasOne(wanted[i].Values, headers.LinesOf(wanted[i].Name))) return false;
        return true;
    }

    private static bool HasOne(IReadOnlyList<string> values, ReadOnlySpan<string?> lines)
    {
        foreach (var line in lines)
        {
            for (var i = 0; i < values.Count; i++)
                if (values[i] == line) return true;
        }
        return false;
    }
}
