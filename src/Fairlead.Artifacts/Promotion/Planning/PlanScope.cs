using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>What manifests ask for, to tell a plan that goes beyond it: one of other manifests, or one that somebody changed.</summary>
public sealed class PlanScope
{
    private readonly HashSet<(string Image, Digest Digest, string? Tag, RegistryRoot From, RegistryRoot To)> _edges = [];
    private readonly HashSet<(string Image, RegistryRoot From, RegistryRoot To)> _ways = [];

    /// <summary>What these ask for.</summary>
    public PlanScope(IEnumerable<PromotionManifest> manifests)
    {
        foreach (var manifest in manifests)
            foreach (var destination in manifest.Destinations)
                foreach (var image in manifest.Images) Add(image, manifest.Source.Root, destination.Root);
    }

    /// <summary>Those of a plan's edges and attachments that they don't ask for: <c>HOST/REPOSITORY:TAG</c>, or <c>HOST/REPOSITORY@DIGEST</c>.</summary>
    public IEnumerable<string> Beyond(PromotionPlan plan)
    {
        foreach (var edge in plan.Edges)
            if (!_edges.Contains((edge.Image, edge.Digest, edge.Tag, edge.From, edge.To))) yield return $"{edge.Target} as {edge.Digest} from {edge.From}";
        foreach (var one in plan.Attachments)
            if (!_ways.Contains((one.Image, one.From, one.To)) || !AttachedTag.TryParse(one.Tag, out _)) yield return $"{one.To.Host}/{one.To.RepositoryOf(one.Image)}:{one.Tag} from {one.From}";
    }

    private void Add(ManifestImage image, RegistryRoot from, RegistryRoot to)
    {
        _ways.Add((image.Name, from, to));
        foreach (var one in image.Digests)
        {
            if (one.Tags.Count == 0) _edges.Add((image.Name, one.Digest, null, from, to));
            foreach (var tag in one.Tags) _edges.Add((image.Name, one.Digest, tag.Name, from, to));
        }
    }
}
