using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>All blobs that a store holds already.</summary>
/// <param name="Store">The store.</param>
/// <param name="Keys">What blobs are called in it.</param>
/// <param name="Selection">Of no meaning here: a store knows no tags.</param>
public sealed record StoreSource(IBlobStore Store, KeyTemplate Keys, Selection Selection) : SourceSpec(Selection);
