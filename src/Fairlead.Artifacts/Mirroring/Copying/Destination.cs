using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>A store that is to be filled.</summary>
/// <param name="Store">The store.</param>
/// <param name="Keys">What blobs are called in it.</param>
public sealed record Destination(IBlobStore Store, KeyTemplate Keys);
