using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>
/// Tells what is wrong with manifests that can be read, each by itself, as only a look at all of them can: what a plan would refuse, and what a reviewer
/// would ask about. No network, and nothing of taste.
/// </summary>
public static class ManifestLint
{
    /// <summary>What the reader found, and what else there is; in the order of files, lines and columns.</summary>
    public static IReadOnlyList<PromotionProblem> Check(PromotionManifests read)
    {
        var findings = new LintFindings(read.Problems);
        var images = ImageGroup.Of(read.Manifests);
        RegistryRules.Check(read.Manifests, findings);
        ImageRules.Check(read.Manifests, images, findings);
        new RepositoryRules(images, findings).Check();
        return findings.Ordered();
    }
}
