using Fairlead.Artifacts.Promotion.Linting;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>Adds images of staging registries to the manifests that promote them. Asks the registries, and changes documents in memory.</summary>
public sealed class ManifestAdder(RegistryClients registries, TimeProvider time)
{
    private readonly Dictionary<string, ImagesDocument> _documents = new(StringComparer.Ordinal);

    /// <summary>The files that were looked at, in the order in which they were asked for.</summary>
    public IEnumerable<ImagesDocument> Documents => _documents.Values;

    /// <summary>Adds them all, or throws.</summary>
    /// <param name="requests">Which.</param>
    /// <param name="manifests">All manifests: one tag must not become two digests in any of their destinations.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="EditException">A manifest can't say that, or may not.</exception>
    /// <exception cref="RegistryException">A registry can't be asked.</exception>
    public async Task<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<AddRequest> requests, IReadOnlyList<PromotionManifest> manifests, CancellationToken cancel)
    {
        var outcomes = new List<AddOutcome>();
        foreach (var request in requests)
        {
            foreach (var tag in request.Tags.Where(tag => AttachedTag.TryParse(tag, out _)))
                throw new EditException($"{Quoted.Text(tag)} is what signatures and the like go by, which are promoted with their digest: leave it out");
            var addition = new ImageAddition(request.Place.Image, await DigestAsync(request, cancel).ConfigureAwait(false), [.. request.Tags.Distinct(StringComparer.Ordinal)]);
            var document = Open(request.Place.File, cancel);
            outcomes.Add(new AddOutcome(request, addition, document.Add(addition), default));
        }
        RefuseConflicts(manifests, requests);
        return [.. outcomes.Select(outcome => outcome with { At = PlaceOf(outcome) })];
    }

    // Of the manifest itself: what a registry says of it in a header may be another one, which could never be promoted.
    private async Task<Digest> DigestAsync(AddRequest request, CancellationToken cancel)
    {
        var host = request.Place.Manifest.Source.Root.Host;
        var (repository, reference) = (request.Place.Repository, request.Reference.Digest?.ToString() ?? request.Reference.Tag!);
        var manifest = await registries.Of(host).FindManifestAsync(repository, reference, cancel).ConfigureAwait(false);
        return manifest?.Digest
            ?? throw new EditException($"{request.Reference}: {host} has no {(request.Reference.Digest is null ? "such tag" : "such digest")} in {repository}: push it first, or look for a slip of the finger");
    }

    /// <summary>Writes the files that say more now, all of them or none, as far as that can be told before.</summary>
    /// <exception cref="EditException">One was changed by somebody else since it was read, or what was written does not say what was meant.</exception>
    /// <exception cref="IOException">One can't be written.</exception>
    public void Save() => ImagesDocument.SaveAll(Documents);

    private ImagesDocument Open(string file, CancellationToken cancel)
    {
        if (!_documents.TryGetValue(file, out var document)) _documents.Add(file, document = ImagesDocument.Open(file, time, cancel));
        return document;
    }

    /// <summary>Refuses what only all manifests together can tell is wrong, and was not before.</summary>
    private void RefuseConflicts(IReadOnlyList<PromotionManifest> manifests, IReadOnlyList<AddRequest> requests)
    {
        var before = Errors(manifests);
        var after = Errors([.. manifests.Select(manifest => requests.FirstOrDefault(request => request.Place.Manifest == manifest) is { } changed ? manifest with { Images = _documents[changed.Place.File].Images } : manifest)]);
        if (after.Count > before.Count) throw new EditException((after.Find(problem => !before.Exists(one => one.Message == problem.Message)) ?? after[^1]).ToString());
    }

    private static List<PromotionProblem> Errors(IReadOnlyList<PromotionManifest> manifests) => [.. ManifestLint.Check(new PromotionManifests(manifests, [])).Where(problem => !problem.IsWarning)];

    private FilePlace PlaceOf(AddOutcome outcome) => _documents[outcome.Request.Place.File].Images.Where(image => image.Name == outcome.Addition.Image)
        .SelectMany(image => image.Digests).First(digest => digest.Digest == outcome.Addition.Digest).At;
}
