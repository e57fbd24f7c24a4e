using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>Collects what is wrong, as far as anybody reads it: manifests of strangers could be compared to millions of problems.</summary>
/// <param name="read">What the reader found.</param>
internal sealed class LintFindings(IEnumerable<PromotionProblem> read)
{
    /// <summary>Problems at the most.</summary>
    private const int MaxProblems = 10_000;

    private readonly List<PromotionProblem> _problems = [.. read];
    private int _warnings;
    private int _errors;

    /// <summary>Everything can be promoted all the same.</summary>
    public void Warn(FilePlace at, string message)
    {
        if (_warnings++ <= MaxProblems) _problems.Add(new PromotionProblem(at, message, IsWarning: true));
    }

    /// <summary>It would be refused. Counted by themselves: no number of warnings hides one.</summary>
    public void Fail(FilePlace at, string message)
    {
        if (_errors++ <= MaxProblems) _problems.Add(new PromotionProblem(at, message));
    }

    /// <summary>All of it, in the order of files, lines and columns; the last one says that there is more, where there is.</summary>
    public IReadOnlyList<PromotionProblem> Ordered()
    {
        var ordered = _problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column).ToList();
        if (ordered.Count <= MaxProblems) return ordered;
        var isError = ordered.Exists(problem => !problem.IsWarning);
        return [.. ordered.Take(MaxProblems), new PromotionProblem(ordered[0].At with { Line = 0, Column = 0 }, $"more than {MaxProblems} problems: not all of them are listed", IsWarning: !isError)];
    }
}
