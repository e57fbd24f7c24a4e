using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>What manifests say in one commit.</summary>
/// <param name="Commit">Its full id.</param>
/// <param name="Read">What those of images say; places are paths of the repository.</param>
/// <param name="FilesRead">What those of files say; the same.</param>
/// <param name="Problems">What is wrong with them, each by itself and all together.</param>
/// <param name="Files">The ids of what the manifests' files hold, by their paths.</param>
public sealed record RevisionManifests(
    string Commit, PromotionManifests Read, FileManifests FilesRead, IReadOnlyList<PromotionProblem> Problems, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Whether the manifests can't be read, or not all of them.</summary>
    public bool HasErrors => Read.HasErrors || FilesRead.HasErrors;
}
