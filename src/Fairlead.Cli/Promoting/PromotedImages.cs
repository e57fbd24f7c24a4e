using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Formats.Oci;

namespace Fairlead.Cli.Promoting;

/// <summary>
/// The images of a plan that destinations have now: what was copied, and what had been there, so that a run whose mirrors failed is completed by
/// the next one.
/// </summary>
internal sealed class PromotedImages
{
    private readonly Dictionary<(string Image, Digest Digest), List<RegistryRoot>> _holders = [];
    private readonly Dictionary<(string Image, Digest Digest), List<string>> _tags = [];

    /// <param name="plan">The plan.</param>
    /// <param name="report">What came of it; null where there was nothing to copy.</param>
    public PromotedImages(PromotionPlan plan, PromotionReport? report)
    {
        foreach (var edge in plan.Edges)
            if (edge.Action == EdgeAction.Present) Add(edge);
        foreach (var outcome in report?.Edges ?? [])
            if (outcome.State is EdgeState.Copied or EdgeState.Present) Add(outcome.Edge);
    }

    /// <summary>Each image once, as the source of a job: in the first destination that has it, one of these hosts before others.</summary>
    /// <param name="hosts">Those that the job reads from by itself.</param>
    /// <param name="selection">The job's: an image none of whose tags it lets in is left out.</param>
    public IReadOnlyList<SourceSpec> Sources(IReadOnlySet<string> hosts, Selection selection)
    {
        var ofDigests = selection with { Tags = TagFilter.All };
        var sources = new List<SourceSpec>();
        foreach (var ((image, digest), roots) in _holders)
        {
            if (!selection.Tags.IsAll && !_tags[(image, digest)].Exists(selection.Tags.Allows)) continue;
            var root = roots.Find(one => hosts.Contains(one.Host)) ?? roots[0];
            sources.Add(new ImageSource(new ImageReference(root.Host, root.RepositoryOf(image), null, digest), ofDigests));
        }
        return sources;
    }

    private void Add(PlanEdge edge)
    {
        var key = (edge.Image, edge.Digest);
        if (!_holders.TryGetValue(key, out var roots)) (_holders[key], _tags[key]) = (roots = [], []);
        if (!roots.Contains(edge.To)) roots.Add(edge.To);
        if (edge.Tag is { } tag && !_tags[key].Contains(tag)) _tags[key].Add(tag);
    }
}
