using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Lists the blobs that a store holds. Objects under other keys are passed over.</summary>
internal sealed class StoreWalk(Walk walk, StoreSource spec, int source)
{
    /// <summary>How many objects lie between two words to the observer.</summary>
    private const int Page = 1000;

    /// <summary>Lists them. Failures are noted.</summary>
    public Task FollowAsync(CancellationToken cancel) => walk.TryAsync(spec.Store.Name, async () =>
    {
        var place = new Place(new BlobLocation(new StoreBlobSource(spec.Store, spec.Keys), ""), source, 0);
        var found = 0L;
        await foreach (var stored in spec.Store.ListAsync(spec.Keys.Prefix, cancel).ConfigureAwait(false))
        {
            if (!spec.Keys.TryParse(stored.Key, out var digest)) continue;
            if (stored.Size > Descriptor.MaxSize)
            {
                walk.Fail(spec.Store.Name, "it lists blobs of more bytes than any has: they are left out");
                continue;
            }
            walk.Wanted.Add([walk.Wanted.Note(digest, stored.Size)], place);
            if (++found % Page == 0) walk.Progress();
        }
    });
}
