using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// Finds what a repository of a destination lacks of one image: its manifests, from the leaves up, each after what is attached to it. So a manifest that is there has all that belongs to
/// it, wherever a run was ended, and nothing below it is looked at again. Within the bounds of <see cref="ImageWalk"/>. For one caller at a time.
/// </summary>
/// <param name="source">Where the image is from.</param>
/// <param name="repository">Where it goes to.</param>
/// <param name="root">The image.</param>
/// <param name="withAttached">Whether what is attached goes along.</param>
/// <param name="cancel">Ends it.</param>
internal sealed class ClosureWalk(SourceManifests source, TargetRepository repository, Digest root, bool withAttached, CancellationToken cancel)
{
    /// <summary>Children that are asked for before it is their turn.</summary>
    private const int LookAhead = 32;

    private readonly HashSet<Digest> _entered = [];
    private readonly HashSet<Digest> _open = [];
    private readonly ManifestBudget _budget = new(source.Image.TitleOf(root), ImageWalk.MaxManifests);

    /// <summary>What is to be put for the image, itself last; nothing when it is there.</summary>
    /// <exception cref="IOException">It can't be promoted.</exception>
    public async Task<List<PutStep>> FindAsync()
    {
        var steps = new List<PutStep>();
        return await VisitAsync(root, 0, 0, steps).ConfigureAwait(false) ? steps : throw source.Gone(root);
    }

    /// <summary>What is to be put for something that a tag attaches to the image, the tag last.</summary>
    /// <exception cref="IOException">It can't be promoted.</exception>
    public async Task<List<PutStep>> FindAttachedAsync(AttachedManifest attached)
    {
        var steps = new List<PutStep>();
        return await AttachAsync(attached, 1, steps).ConfigureAwait(false) ? steps : throw source.Gone(attached.Digest);
    }

    /// <returns>Whether there is such a manifest, here or there.</returns>
    private async Task<bool> VisitAsync(Digest digest, int indexDepth, int attachmentDepth, List<PutStep> steps)
    {
        if (_entered.Contains(digest)) return true;
        if (!_budget.TryTake()) throw new PromotionSourceException($"{_budget.Title}: it leads to more than {ImageWalk.MaxManifests} manifests");
        _entered.Add(digest);
        if (await repository.HasAsync(digest, cancel).ConfigureAwait(false)) return true;
        if (await source.FindAsync(digest, cancel).ConfigureAwait(false) is not { } manifest) return false;
        repository.Need(manifest);
        _open.Add(digest);

        if (manifest.Children.Count > 0 && indexDepth == ImageWalk.MaxIndexDepth) throw new PromotionSourceException($"{_budget.Title}: indexes are nested deeper than {indexDepth} levels");
        foreach (var child in manifest.Children.Take(LookAhead)) _ = LookAheadAsync(child);
        foreach (var child in manifest.Children)
        {
            if (!await VisitAsync(child, indexDepth + 1, attachmentDepth, steps).ConfigureAwait(false))
                throw new PromotionSourceException($"{source.Image.TitleOf(child)}: an index names it, but the source hasn't got it");
        }
        if (withAttached && attachmentDepth < ImageWalk.MaxAttachmentDepth) await AttachAllAsync(digest, attachmentDepth, steps).ConfigureAwait(false);
        _open.Remove(digest);
        steps.Add(new PutStep(manifest, null));
        return true;
    }

    private async Task AttachAllAsync(Digest subject, int depth, List<PutStep> steps)
    {
        foreach (var attached in await source.AttachedToAsync(subject, withTags: depth == 0 && subject != root, cancel).ConfigureAwait(false))
        {
            if (await IsAttachedAsync(subject, attached).ConfigureAwait(false)) continue;
            await AttachAsync(attached, depth + 1, steps).ConfigureAwait(false); // what is gone meanwhile is nobody's loss: such lists go stale
        }
    }

    // Which tags are to be put for the image itself the plan says; of other tags too, where the manifests have them.
    private async Task<bool> IsAttachedAsync(Digest subject, AttachedManifest attached)
    {
        if (attached.Tag is { } tag) return subject == root || repository.IsPromoted(tag) || await repository.FindAsync(tag, cancel).ConfigureAwait(false) is not null;
        // One that was put by a run that was ended then may be there and not be listed.
        return await repository.ListsAsync(subject, attached.Digest, cancel).ConfigureAwait(false) && await repository.HasAsync(attached.Digest, cancel).ConfigureAwait(false);
    }

    private async Task<bool> AttachAsync(AttachedManifest attached, int depth, List<PutStep> steps)
    {
        if (_open.Contains(attached.Digest)) return false; // nothing is attached to a part of itself, whatever a tag or a list says
        if (!await VisitAsync(attached.Digest, 0, depth, steps).ConfigureAwait(false)) return false;
        if (await source.FindAsync(attached.Digest, cancel).ConfigureAwait(false) is not { } manifest) return false;
        repository.Need(manifest);
        steps.Add(new PutStep(manifest, attached.Tag));
        return true;
    }

    private async Task LookAheadAsync(Digest child)
    {
        try
        {
            if (!await repository.HasAsync(child, cancel).ConfigureAwait(false)) await source.FindAsync(child, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It is met again when it is the child's turn.
        }
    }
}
