using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>The repositories that manifests want something in.</summary>
internal static class PlanTargets
{
    /// <summary>All of them; what has no digest wants nothing.</summary>
    public static IReadOnlyCollection<PlanTarget> Of(IReadOnlyList<PromotionManifest> manifests, PlanReading reading)
    {
        var targets = new Dictionary<RepositoryId, PlanTarget>();
        foreach (var manifest in manifests)
        {
            foreach (var image in manifest.Images.Where(image => image.Digests.Count > 0))
            {
                var source = reading.Source(RepositoryId.Of(manifest.Source.Root, image.Name));
                foreach (var destination in manifest.Destinations)
                {
                    var id = RepositoryId.Of(destination.Root, image.Name);
                    if (!targets.TryGetValue(id, out var target)) targets[id] = target = new PlanTarget(id);
                    target.Add(new PlanClaim(source, manifest.Source.Root, destination.Root, image));
                }
            }
        }
        return targets.Values;
    }
}
