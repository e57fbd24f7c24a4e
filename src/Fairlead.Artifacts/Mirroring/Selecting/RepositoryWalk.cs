using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Walks a repository by its tags.</summary>
internal sealed class RepositoryWalk(Walk walk, SourceRepository repository, Selection selection)
{
    /// <summary>More images of one repository than this, and its tags are listed: that costs less than asking for three signature tags of each.</summary>
    private const int MaxUnlisted = 3;

    /// <summary>Asks for the tags and follows those that are wanted.</summary>
    /// <param name="isExpected">Whether the repository has to be there; a catalog also names those that have become empty.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task FollowAllAsync(bool isExpected, CancellationToken cancel)
    {
        if (await repository.Client.ListAsync(repository.Name, cancel).ConfigureAwait(false) is { } listing)
            await FollowAllAsync(listing, cancel).ConfigureAwait(false);
        else if (isExpected)
            walk.Fail(repository.Title, "the registry has no such repository");
    }

    /// <summary>Follows the tags of a listing that are wanted.</summary>
    public async Task FollowAllAsync(RepositoryListing listing, CancellationToken cancel)
    {
        var tags = new RepositoryTags(repository, listing);
        var images = new ImageWalk(walk, [repository], selection, new Attachments(repository, tags));
        var wanted = tags.All.Where(tag => !AttachedTag.TryParse(tag, out _) && selection.Tags.Allows(tag));
        var roots = await ResolveAsync(tags, wanted, cancel).ConfigureAwait(false);
        if (selection is { Untagged: true, Tags.IsAll: true }) roots.UnionWith(tags.Untagged);
        await Walk.EachAsync(roots, (digest, token) => images.FollowAsync(digest, isExpected: false, token), cancel).ConfigureAwait(false);

        if (!selection.Referrers || !selection.Tags.IsAll) return;
        // What is attached to images that no tag leads to: such images are pulled by digest, and so are their signatures looked for.
        var orphans = tags.All.Where(tag => AttachedTag.TryParse(tag, out var subject) && !images.HasVisited(subject));
        var attached = await ResolveAsync(tags, orphans, cancel).ConfigureAwait(false);
        await Walk.EachAsync(attached, images.FollowAttachedAsync, cancel).ConfigureAwait(false);
    }

    /// <summary>Follows some images by tag or digest.</summary>
    /// <param name="references">Which.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task FollowSomeAsync(IReadOnlyList<ImageReference> references, CancellationToken cancel)
    {
        var tags = selection.Referrers && references.Count > MaxUnlisted ? await TryListAsync(cancel).ConfigureAwait(false) : null;
        var images = new ImageWalk(walk, [repository], selection, new Attachments(repository, tags));
        await Walk.EachAsync(references, (reference, token) => walk.TryAsync(reference.ToString(), async () =>
        {
            var digest = reference.Digest ?? await FindAsync(tags, reference.Tag!, token).ConfigureAwait(false);
            if (digest is { } root) await images.FollowAsync(root, isExpected: true, token).ConfigureAwait(false);
            else walk.Fail(reference.ToString(), "the registry has no such image");
        }), cancel).ConfigureAwait(false);
    }

    /// <summary>The repository's tags; null where they can't be listed, and have to be asked for one by one.</summary>
    public async Task<RepositoryTags?> TryListAsync(CancellationToken cancel)
    {
        try
        {
            return await repository.Client.ListAsync(repository.Name, cancel).ConfigureAwait(false) is { } listing ? new RepositoryTags(repository, listing) : null;
        }
        catch (RegistryException e) when (!e.IsTransient)
        {
            return null;
        }
    }

    private Task<Digest?> FindAsync(RepositoryTags? tags, string tag, CancellationToken cancel) =>
        tags is null ? RepositoryTags.FindDigestAsync(repository, tag, cancel) : tags.FindDigestAsync(tag, cancel);

    /// <summary>The digests behind tags, in an order that is the same each time. A tag that is listed but names nothing is nobody's image.</summary>
    private async Task<SortedSet<Digest>> ResolveAsync(RepositoryTags tags, IEnumerable<string> names, CancellationToken cancel)
    {
        var digests = new SortedSet<Digest>();
        await Walk.EachAsync(names, (tag, token) => walk.TryAsync($"{repository.Title}:{tag}", async () =>
        {
            if (await tags.FindDigestAsync(tag, token).ConfigureAwait(false) is not { } digest) return;
            lock (digests) digests.Add(digest);
        }), cancel).ConfigureAwait(false);
        return digests;
    }
}
