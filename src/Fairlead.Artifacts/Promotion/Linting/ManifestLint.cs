using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>
/// Tells what is wrong with manifests that can be read, each by itself, as only a look at all of them can: what a plan would refuse, and what a reviewer
/// would ask about. No network, and nothing of taste.
/// </summary>
public static class ManifestLint
{
    /// <summary>Problems at the most: nobody reads more.</summary>
    private const int MaxProblems = 10_000;

    /// <summary>What the reader found, and what else there is; in the order of files, lines and columns.</summary>
    public static IReadOnlyList<PromotionProblem> Check(PromotionManifests read)
    {
        var problems = new List<PromotionProblem>(read.Problems);
        var images = ImageGroup.Of(read.Manifests);
        RegistryRules.Check(read.Manifests, problems);
        ImageRules.Check(read.Manifests, images, problems);
        new RepositoryRules(images, problems).Check();
        var ordered = problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column).ToList();
        if (ordered.Count <= MaxProblems) return ordered;
        var isError = ordered.Exists(problem => !problem.IsWarning);
        return [.. ordered.Take(MaxProblems), new PromotionProblem(ordered[0].At with { Line = 0, Column = 0 }, $"more than {MaxProblems} problems: not all of them are listed", IsWarning: !isError)];
    }
}
