using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>
/// Finds what is attached to manifests of a repository: cosign's tags, and referrers. Where the repository's tags are known, no tag is asked for
/// that isn't among them.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="tags">Its tags; null where they are not known.</param>
internal sealed class Attachments(SourceRepository repository, RepositoryTags? tags)
{
    /// <summary>The manifests that are attached to this one.</summary>
    /// <param name="subject">The manifest.</param>
    /// <param name="isAttached">Whether it is attached to another one itself: then tags that are not known are not asked for.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Digest>> FindAsync(Digest subject, bool isAttached, CancellationToken cancel)
    {
        var found = new List<Digest>();
        if (tags is not null)
        {
            // The fallback tag names an index of the referrers, which is followed like any other.
            var referrers = await repository.Client.FindReferrersAsync(repository.Name, subject, cancel).ConfigureAwait(false);
            var names = referrers is null ? AttachedTag.OfSignatures(subject).Append(AttachedTag.OfReferrers(subject)) : AttachedTag.OfSignatures(subject);
            found.AddRange((referrers ?? []).Select(referrer => referrer.Digest));
            foreach (var tag in names.Where(tags.Has)) Add(await tags.FindDigestAsync(tag, cancel).ConfigureAwait(false));
            return found;
        }
        var listed = await repository.Client.ListReferrersAsync(repository.Name, subject, cancel).ConfigureAwait(false);
        found.AddRange(listed.Select(referrer => referrer.Digest));
        if (isAttached) return found;
        foreach (var tag in AttachedTag.OfSignatures(subject)) Add(await RepositoryTags.FindDigestAsync(repository, tag, cancel).ConfigureAwait(false));
        return found;

        void Add(Digest? digest)
        {
            if (digest is { } attached) found.Add(attached);
        }
    }
}
