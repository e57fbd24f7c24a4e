using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Walks the digests that promotion manifests name, in the registries that they name.</summary>
internal sealed class PromotionWalk(Walk walk, PromotionSource spec, int source)
{
    /// <summary>Walks them. Manifests with an error are not used at all: what they leave out would be missing without a word.</summary>
    public Task FollowAsync(CancellationToken cancel) => walk.TryAsync(spec.Folder, () =>
    {
        var registry = spec.Registry is null ? null : Registry(spec.Registry);
        var read = new PromotionReader(TimeProvider.System).Read(spec.Folder, cancel);
        foreach (var problem in read.Problems.Where(problem => !problem.IsWarning)) walk.Fail(problem.At.ToString(), problem.Message);
        if (read.HasErrors) return Task.CompletedTask;

        var images =
            from manifest in read.Manifests
            from image in manifest.Images
            group image.Digests.Where(IsWanted) by string.Join(' ', Repositories(manifest, image, registry)) into place
            select (Titles: place.Key.Split(' '), Digests: place.SelectMany(digests => digests).Select(entry => entry.Digest).ToHashSet());
        return Walk.EachAsync(images, (image, token) => FollowAsync(image.Titles, image.Digests, token), cancel);
    });

    private Task FollowAsync(string[] titles, HashSet<Digest> digests, CancellationToken cancel) => walk.TryAsync(titles[0], async () =>
    {
        var repositories = titles.Select((title, order) => Repository(title, order)).ToList();
        var first = new RepositoryWalk(walk, repositories[0], spec.Selection);
        var tags = spec.Selection.Referrers && digests.Count > 0 ? await first.TryListAsync(cancel).ConfigureAwait(false) : null;
        var images = new ImageWalk(walk, repositories, spec.Selection, new Attachments(repositories[0], tags));
        await Walk.EachAsync(digests, (digest, token) => images.FollowAsync(digest, isExpected: true, token), cancel).ConfigureAwait(false);
    });

    private bool IsWanted(ManifestDigest entry) => spec.Selection.Tags.IsAll || entry.Tags.Any(tag => spec.Selection.Tags.Allows(tag.Name));

    /// <summary>
    /// The repositories that an image is read from: of the registry that was named; else of the first two destinations and the source, as many as
    /// are kept of a blob.
    /// </summary>
    private static IEnumerable<string> Repositories(PromotionManifest manifest, ManifestImage image, RegistryRoot? registry)
    {
        IEnumerable<RegistryRoot> registries = registry is not null ? [registry] : [.. manifest.Destinations.Take(WantedEntry.MaxPlaces - 1).Append(manifest.Source).Select(one => one.Root)];
        return registries.Select(one => $"{one.Host}/{one.RepositoryOf(image.Name)}");
    }

    private SourceRepository Repository(string title, int order)
    {
        var parts = title.Split('/', 2);
        if (!RepositoryName.IsValid(parts[1])) throw new FormatException($"{Quoted.Text(title)}: the repository has more than {RepositoryName.MaxLength} characters");
        return walk.Repository(parts[0], parts[1], source, order);
    }

    private static RegistryRoot Registry(string name)
    {
        var parts = name.Split('/', 2);
        parts[0] = parts[0].ToLowerInvariant();
        return RegistryRoot.TryParse(string.Join('/', parts), out var root, out var problem) ? root : throw new FormatException(problem);
    }
}
