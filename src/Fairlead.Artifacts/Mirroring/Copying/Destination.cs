using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>A store that is to be filled.</summary>
/// <param name="Store">The store.</param>
/// <param name="Keys">What blobs are called in it.</param>
public sealed record Destination(IBlobStore Store, KeyTemplate Keys)
{
    /// <summary>Blobs whose objects are known to be wrong, whatever their size: they count as lacking and are overwritten.</summary>
    public IReadOnlySet<Digest> Wrong { get; init; } = new HashSet<Digest>();
}
