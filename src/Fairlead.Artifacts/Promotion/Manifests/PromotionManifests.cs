namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>What manifests say.</summary>
/// <param name="Manifests">Those without errors, in the order of their names.</param>
/// <param name="Problems">All that is wrong with all of them, in the same order.</param>
public sealed record PromotionManifests(IReadOnlyList<PromotionManifest> Manifests, IReadOnlyList<PromotionProblem> Problems)
{
    /// <summary>Whether something is wrong that is more than a warning: then nothing of it is to be done.</summary>
    public bool HasErrors => Problems.Any(problem => !problem.IsWarning);
}
