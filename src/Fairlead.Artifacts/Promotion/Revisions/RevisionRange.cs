using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>Two revisions of a repository to compare, as git writes it (gitrevisions(7), git-diff(1)).</summary>
/// <param name="Base">What there was.</param>
/// <param name="Head">What there is to be.</param>
/// <param name="FromMergeBase">Whether what there was is where the head left the base (<c>BASE...HEAD</c>): what a pull request shows.</param>
public sealed record RevisionRange(string Base, string Head, bool FromMergeBase)
{
    private const int MaxLength = 1024; // of a revision: some times what git's file names allow

    /// <summary>Parses <c>BASE..HEAD</c> or <c>BASE...HEAD</c>. Both ends have to be there: of an unset variable git would make HEAD, and nothing would be compared.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RevisionRange? range, [NotNullWhen(false)] out string? problem)
    {
        range = null;
        problem = $"{Quoted.Text(text)} is no range: write BASE..HEAD, or BASE...HEAD for what a pull request shows";
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return false;
        var isThree = text.AsSpan(dots).StartsWith("...");
        var (from, to) = (text[..dots], text[(dots + (isThree ? 3 : 2))..]);
        if (to.StartsWith('.') || to.Contains("..", StringComparison.Ordinal)) return false;
        if ((ProblemOf(from) ?? ProblemOf(to)) is { } wrong)
        {
            problem = wrong;
            return false;
        }
        range = new RevisionRange(from, to, isThree);
        return true;
    }

    /// <summary>What of a text would be more to git than the name of a revision.</summary>
    private static string? ProblemOf(string revision)
    {
        if (revision.Length == 0) return "a range needs both of its ends: write BASE..HEAD";
        if (revision.Length > MaxLength) return $"{Quoted.Text(revision)} has more than {MaxLength} characters";
        if (revision[0] == '-') return $"{Quoted.Text(revision)} is no revision: none begins with '-'; of a branch of that name write refs/heads/...";
        return revision.Any(char.IsControl) ? $"{Quoted.Text(revision)} is no revision: it has control characters" : null;
    }
}
