using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Traffic.Simulation;

/// <summary>Which mirrors hold which blobs: by their inventories; a mirror without one is taken to hold everything. Immutable.</summary>
/// <param name="inventories">By the destination's name.</param>
internal sealed class Holdings(IReadOnlyDictionary<string, Inventory> inventories)
{
    /// <summary>Whether nobody knows what it holds.</summary>
    public bool IsAssumed(Destination mirror) => !inventories.ContainsKey(mirror.Name);

    /// <summary>Whether it holds the blob, or is taken to.</summary>
    public bool Holds(Destination mirror, in Digest digest) => !inventories.TryGetValue(mirror.Name, out var inventory) || inventory.Contains(digest);
}
