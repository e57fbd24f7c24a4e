using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Walks images by reference, those of one repository together.</summary>
internal sealed class ImageGroups(Walk walk, Selection selection, int source)
{
    /// <summary>Walks them. Failures are noted.</summary>
    public Task FollowAsync(IEnumerable<ImageReference> references, CancellationToken cancel)
    {
        var groups = references.Distinct().GroupBy(reference => (reference.Host, reference.Repository));
        return Walk.EachAsync(groups, (group, token) => walk.TryAsync($"{group.Key.Host}/{group.Key.Repository}", async () =>
        {
            var repository = new RepositoryWalk(walk, walk.Repository(group.Key.Host, group.Key.Repository, source), selection);
            var some = group.Where(reference => reference.Tag is not null || reference.Digest is not null).ToList();
            if (some.Count < group.Count()) await repository.FollowAllAsync(isExpected: true, token).ConfigureAwait(false);
            if (some.Count > 0) await repository.FollowSomeAsync(some, token).ConfigureAwait(false);
        }), cancel);
    }
}
