using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Finds out which blobs sources are made of: tags, indexes, manifests, referrers. What fails is noted, and the rest goes on.</summary>
public sealed class SourceWalker(RegistryClients registries)
{
    /// <summary>Walks all sources.</summary>
    public Task<WalkReport> WalkAsync(IReadOnlyList<SourceSpec> sources, IWalkObserver observer, CancellationToken cancel) =>
        throw new NotImplementedException(registries.ToString());
}
