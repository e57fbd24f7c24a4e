using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>
/// Follows images of one repository to all that they are made of: the manifests of an index, their blobs, and what is attached to each.
/// Every manifest is followed once. Thread-safe.
/// </summary>
/// <param name="walk">The run.</param>
/// <param name="repositories">Where the images are had from, in the order to try; one at least.</param>
/// <param name="selection">What of them is wanted.</param>
/// <param name="attachments">Finds what is attached to them.</param>
internal sealed class ImageWalk(Walk walk, IReadOnlyList<SourceRepository> repositories, Selection selection, Attachments attachments)
{
    /// <summary>Indexes within indexes.</summary>
    public const int MaxIndexDepth = 4;

    /// <summary>Attachments of attachments: an SBOM, its signature, and one more.</summary>
    public const int MaxAttachmentDepth = 3;

    /// <summary>Manifests that one tag or digest may lead to.</summary>
    public const int MaxManifests = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Digest> _visited = [];

    /// <summary>Whether this one has been followed.</summary>
    public bool HasVisited(Digest digest)
    {
        lock (_lock) return _visited.Contains(digest);
    }

    /// <summary>Follows one image. Failures are noted.</summary>
    /// <param name="root">Its manifest or index.</param>
    /// <param name="isExpected">Whether it has to be there: what a list of tags names may be gone. What an index names has to.</param>
    /// <param name="cancel">Ends it.</param>
    public Task FollowAsync(Digest root, bool isExpected, CancellationToken cancel) =>
        VisitAsync(root, isExpected, 0, 0, Budget(root), cancel);

    /// <summary>Follows something that is attached to an image. Nothing of it has to be there: lists of attachments go stale. Failures are noted.</summary>
    public Task FollowAttachedAsync(Digest root, CancellationToken cancel) => VisitAsync(root, false, 0, 1, Budget(root), cancel);

    private Task VisitAsync(Digest digest, bool isExpected, int indexDepth, int attachmentDepth, ManifestBudget budget, CancellationToken cancel)
    {
        if (HasVisited(digest)) return Task.CompletedTask;
        if (!budget.TryTake())
        {
            walk.Fail(budget.Title, $"it leads to more than {MaxManifests} manifests: the others are left out");
            return Task.CompletedTask;
        }
        if (!TryEnter(digest)) return Task.CompletedTask;
        return walk.TryAsync(repositories[0].TitleOf(digest), () => FollowAsync(digest, isExpected, indexDepth, attachmentDepth, budget, cancel));
    }

    private async Task FollowAsync(Digest digest, bool isExpected, int indexDepth, int attachmentDepth, ManifestBudget budget, CancellationToken cancel)
    {
        if (await walk.FindManifestAsync(repositories, digest, cancel).ConfigureAwait(false) is not { } parts)
        {
            if (isExpected) throw new FormatException(Missing(indexDepth));
            return;
        }
        Take(parts);
        walk.Progress();

        if (parts.Children.Count > 0 && indexDepth == MaxIndexDepth) throw new FormatException($"indexes are nested deeper than {MaxIndexDepth} levels");
        foreach (var child in parts.Children)
        {
            if (PlatformFilter.Allows(selection, child.Platform))
                await VisitAsync(child.Digest, attachmentDepth == 0, indexDepth + 1, attachmentDepth, budget, cancel).ConfigureAwait(false);
        }
        if (!selection.Referrers || attachmentDepth == MaxAttachmentDepth) return;
        foreach (var attached in await attachments.FindAsync(digest, attachmentDepth > 0, cancel).ConfigureAwait(false))
            await VisitAsync(attached, false, 0, attachmentDepth + 1, budget, cancel).ConfigureAwait(false);
    }

    private void Take(ManifestParts parts)
    {
        foreach (var repository in repositories) walk.Wanted.Add(parts.Blobs, repository.Place);
        foreach (var layer in parts.NonDistributable)
        {
            if (!selection.NonDistributable)
            {
                walk.Wanted.LeaveOut(layer.Digest);
                continue;
            }
            var entry = walk.Wanted.Note(layer.Digest, layer.Size);
            foreach (var repository in repositories) walk.Wanted.Add([entry], repository.Place);
        }
    }

    private ManifestBudget Budget(Digest root) => new(repositories[0].TitleOf(root), MaxManifests);

    private bool TryEnter(Digest digest)
    {
        lock (_lock) return _visited.Add(digest);
    }

    private string Missing(int indexDepth)
    {
        var where = repositories.Count == 1 ? "the registry hasn't got it" : $"neither {string.Join(" nor ", repositories.Select(repository => repository.Title))} has it";
        return indexDepth > 0 ? $"an index names it, but {where}" : where;
    }
}
