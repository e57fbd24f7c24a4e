using Fairlead.Artifacts.Mirroring.Copying;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>What a sync came to at one destination.</summary>
/// <param name="Store">Its URL.</param>
/// <param name="Present">Wanted blobs that were there before; nothing when the run ended before that was known.</param>
/// <param name="Copied">Wanted blobs that were put.</param>
/// <param name="Lacking">Wanted blobs that are not there still.</param>
/// <param name="Inventory">What became of its inventory.</param>
/// <param name="Failure">Why it was left alone; null when it wasn't.</param>
public sealed record DestinationOutcome(
    string Store, CopyTotals Present, CopyTotals Copied, CopyTotals Lacking, InventoryOutcome Inventory, string? Failure)
{
    /// <summary>Whether what it held before, and so what it lacks still, was found out.</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>What its owner should know, though nothing failed for it; null: nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>Whether nothing went wrong here but with single blobs.</summary>
    public bool IsGood => Failure is null && Inventory.State != InventoryState.Failed;
}
