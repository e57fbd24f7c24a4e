using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>All blobs that a store holds already; it is opened when a run begins.</summary>
/// <param name="Url">Where it is.</param>
public sealed record StoreUrlSource(StoreUrl Url) : SourceSpec(Selection.All);
