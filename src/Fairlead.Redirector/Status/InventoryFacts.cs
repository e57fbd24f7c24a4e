namespace Fairlead.Redirector.Status;

/// <summary>A mirror's own list of what it holds.</summary>
/// <param name="IsInUse">Whether it is believed now; else HEADs decide.</param>
/// <param name="Age">Time since the last good one was written; null before the first.</param>
/// <param name="Blobs">Blobs in it.</param>
/// <param name="Problem">What was wrong at the last refresh, or null.</param>
internal sealed record InventoryFacts(bool IsInUse, TimeSpan? Age, int Blobs, string? Problem);
