namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>What became of a destination's inventory.</summary>
/// <param name="Key">Where it lies, below the store's prefix.</param>
/// <param name="State">What became of it.</param>
/// <param name="Blobs">How many are in it; 0 unless it was written.</param>
/// <param name="Warning">What was wrong with the one that it replaced, null when nothing was.</param>
/// <param name="Failure">Why it could not be written; null unless it could not.</param>
public sealed record InventoryOutcome(string Key, InventoryState State, long Blobs = 0, string? Warning = null, string? Failure = null);
