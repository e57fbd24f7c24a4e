using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>What manifests say that they did not say before, and the other way round.</summary>
/// <param name="Changes">Of each manifest that changes, in the order of names.</param>
/// <param name="TagMoves">What is refused for its tags, whatever registries hold; in the order of destinations and tags.</param>
public sealed record ManifestDiff(IReadOnlyList<ManifestChange> Changes, IReadOnlyList<TagMove> TagMoves)
{
    /// <summary>Manifests of just what comes: what a plan of the change is made of.</summary>
    public IReadOnlyList<PromotionManifest> Added => [.. Changes.SelectMany(AddedBy)];

    /// <summary>Compares what there was with what there is to be.</summary>
    public static ManifestDiff Between(IReadOnlyList<PromotionManifest> before, IReadOnlyList<PromotionManifest> after)
    {
        var names = new SortedSet<string>(before.Concat(after).Select(manifest => manifest.Name), StringComparer.Ordinal);
        var changes = names.Select(name => Change(name, before.FirstOrDefault(one => one.Name == name), after.FirstOrDefault(one => one.Name == name))).Where(change => !change.IsNone).ToList();
        var diff = new ManifestDiff(changes, []);
        return diff with { TagMoves = Moves(before, diff.Added) };
    }

    private static ManifestChange Change(string name, PromotionManifest? before, PromotionManifest? after)
    {
        var (old, young) = (ManifestContent.Of(before), ManifestContent.Of(after));
        List<RegistryRoot> from = [.. before?.Destinations.Select(one => one.Root) ?? []], to = [.. after?.Destinations.Select(one => one.Root) ?? []];
        return new ManifestChange(name, before, after)
        {
            DestinationsAdded = [.. to.Except(from)],
            DestinationsRemoved = [.. from.Except(to)],
            ImagesAdded = [.. young.Images.Except(old.Images)],
            ImagesRemoved = [.. old.Images.Except(young.Images)],
            Added = young.Without(old),
            Removed = old.Without(young),
        };
    }

    /// <summary>What comes to destinations that are there already, and all that comes to new ones, or from a new source.</summary>
    private static IEnumerable<PromotionManifest> AddedBy(ManifestChange change)
    {
        if (change.After is not { } after) yield break;
        var fresh = change.Before is null || change.IsSourceChanged ? after.Destinations : [.. after.Destinations.Where(one => change.DestinationsAdded.Contains(one.Root))];
        if (fresh.Count > 0) yield return after with { Destinations = fresh };
        var kept = after.Destinations.Except(fresh).ToList();
        if (kept.Count == 0 || change.Added.Count == 0) yield break;
        var at = after.Source.At;
        yield return after with
        {
            Destinations = kept,
            Images = [.. change.Added.GroupBy(one => one.Image, StringComparer.Ordinal).Select(image =>
                new ManifestImage(image.Key, [.. image.Select(one => new ManifestDigest(one.Digest, [.. one.Tags.Select(tag => new ManifestTag(tag, at))], at))], at))],
        };
    }

    private static List<TagMove> Moves(IReadOnlyList<PromotionManifest> before, IReadOnlyList<PromotionManifest> added)
    {
        var wanted = new Dictionary<(string Repository, string Tag), Digest>();
        foreach (var (repository, tag, digest) in added.SelectMany(Tags)) wanted.TryAdd((repository, tag), digest);
        var repositories = wanted.Keys.Select(key => key.Repository).ToHashSet(StringComparer.Ordinal);
        var moves = new HashSet<TagMove>();
        foreach (var manifest in before)
        {
            foreach (var (repository, tag, digest) in Tags(manifest, repositories))
            {
                if (wanted.TryGetValue((repository, tag), out var becomes) && becomes != digest) moves.Add(new TagMove(repository, tag, digest, becomes));
            }
        }
        return [.. moves.OrderBy(move => move.Repository, StringComparer.Ordinal).ThenBy(move => move.Tag, StringComparer.Ordinal).ThenBy(move => move.Was)];
    }

    private static IEnumerable<(string Repository, string Tag, Digest Digest)> Tags(PromotionManifest manifest) => Tags(manifest, null);

    private static IEnumerable<(string Repository, string Tag, Digest Digest)> Tags(PromotionManifest manifest, HashSet<string>? only) =>
        from destination in manifest.Destinations
        from image in manifest.Images
        let repository = $"{destination.Root.Host}/{destination.Root.RepositoryOf(image.Name)}"
        where only is null || only.Contains(repository)
        from digest in image.Digests
        from tag in digest.Tags
        select (repository, tag.Name, digest.Digest);
}
