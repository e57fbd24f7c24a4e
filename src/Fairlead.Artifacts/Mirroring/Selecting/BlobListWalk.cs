namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Asks a registry for single blobs. Those that it hasn't got are left out: whoever asked a redirector for them may have made them up.</summary>
internal sealed class BlobListWalk(Walk walk, BlobListSource spec, int source)
{
    /// <summary>Asks for them. Failures are noted.</summary>
    public Task FollowAsync(CancellationToken cancel)
    {
        var repositories = spec.Blobs.Distinct().GroupBy(blob => blob.Repository);
        return walk.TryAsync(spec.Host, () => Walk.EachAsync(repositories, async (group, token) =>
        {
            var repository = walk.Repository(spec.Host, group.Key, source);
            await Walk.EachAsync(group, (blob, inner) => walk.TryAsync(repository.TitleOf(blob.Digest), async () =>
            {
                if (await repository.Client.HeadBlobAsync(repository.Name, blob.Digest, inner).ConfigureAwait(false) is not { } size) return;
                walk.Wanted.Add([walk.Wanted.Note(blob.Digest, size)], repository.Place);
                walk.Progress();
            }), token).ConfigureAwait(false);
        }, cancel));
    }
}
