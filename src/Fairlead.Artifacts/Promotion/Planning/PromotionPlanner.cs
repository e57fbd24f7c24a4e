using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>
/// Compares what manifests say with what registries hold. One listing a repository and destination, whatever number of images; where it doesn't
/// tell digests (only Google's does), one HEAD more for every tag that is wanted and there. Reads only.
/// </summary>
public sealed class PromotionPlanner(RegistryClients registries, SignatureRule signatures, TimeProvider time)
{
    /// <summary>
    /// Makes the plan. Decided in this order: the tag is that digest already, or it has none and the digest is there: present. The source hasn't got
    /// the digest: lost. The tag names another digest: tag-move. Else copy. A destination's tag that the manifests give two digests is a tag-move
    /// of both, with the reason. What can't be read is in the plan's failures, and the rest goes on.
    /// </summary>
    public Task<PromotionPlan> PlanAsync(IReadOnlyList<PromotionManifest> manifests, IPlanObserver observer, CancellationToken cancel) =>
        throw new NotImplementedException($"{registries} {signatures} {time}");
}
