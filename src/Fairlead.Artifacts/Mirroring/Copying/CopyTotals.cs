namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>An amount of blobs.</summary>
/// <param name="Blobs">How many.</param>
/// <param name="Bytes">Of those whose size is known.</param>
public readonly record struct CopyTotals(long Blobs, long Bytes);
