using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>What manifests of files say.</summary>
/// <param name="Manifests">Those without errors, in the order of their names.</param>
/// <param name="Problems">All that is wrong with all of them, in the same order.</param>
public sealed record FileManifests(IReadOnlyList<FileManifest> Manifests, IReadOnlyList<PromotionProblem> Problems)
{
    /// <summary>Whether something is wrong that is more than a warning: then nothing of it is to be done.</summary>
    public bool HasErrors => Problems.Any(problem => !problem.IsWarning);
}
