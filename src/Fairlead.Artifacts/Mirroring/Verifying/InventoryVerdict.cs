using Fairlead.Artifacts.Mirroring.Syncing;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What is known of a destination's inventory.</summary>
/// <param name="Key">Where it lies, below the store's prefix.</param>
/// <param name="Blobs">How many it says are there; null where there is none, or none that can be read.</param>
/// <param name="Written">When it was written; null as before.</param>
/// <param name="Rewriting">What became of it in a repair; null where it was left as it was.</param>
public sealed record InventoryVerdict(string Key, long? Blobs, DateTimeOffset? Written, InventoryOutcome? Rewriting = null);
