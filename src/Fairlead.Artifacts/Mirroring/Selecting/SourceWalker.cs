using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>
/// Finds out which blobs sources are made of: tags, indexes, manifests, referrers. What fails is noted, and the rest goes on. The same world
/// gives the same report, in whatever order its answers come.
/// </summary>
public sealed class SourceWalker(RegistryClients registries)
{
    /// <summary>Walks all sources.</summary>
    /// <param name="sources">Which; of a blob that several have, earlier ones are read first.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<WalkReport> WalkAsync(IReadOnlyList<SourceSpec> sources, IWalkObserver observer, CancellationToken cancel)
    {
        using var walk = new Walk(registries, observer);
        await Walk.EachAsync(sources.Index(), (source, token) => FollowAsync(walk, source.Item, source.Index, token), cancel).ConfigureAwait(false);
        walk.Progress();
        return walk.Finish();
    }

    private static Task FollowAsync(Walk walk, SourceSpec spec, int source, CancellationToken cancel) => spec switch
    {
        ImageSource image => new ImageGroups(walk, spec.Selection, source).FollowAsync([image.Reference], cancel),
        RegistrySource registry => new CatalogWalk(walk, registry, source).FollowAsync(cancel),
        ListFileSource list => walk.TryAsync(list.Path, () =>
            new ImageGroups(walk, spec.Selection, source).FollowAsync(ListFile.Read(list.Path, failure => walk.Fail(failure.What, failure.Message)), cancel)),
        PromotionSource promotion => new PromotionWalk(walk, promotion, source).FollowAsync(cancel),
        StoreSource store => new StoreWalk(walk, store, source).FollowAsync(cancel),
        BlobListSource blobs => new BlobListWalk(walk, blobs, source).FollowAsync(cancel),
        _ => throw new ArgumentException($"nobody walks a {spec.GetType().Name}", nameof(spec)),
    };
}
