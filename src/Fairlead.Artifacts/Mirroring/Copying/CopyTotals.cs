namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>An amount of blobs.</summary>
/// <param name="Blobs">How many.</param>
/// <param name="Bytes">Of those whose size is known.</param>
public readonly record struct CopyTotals(long Blobs, long Bytes)
{
    /// <summary>One blob more; its size is negative when it isn't known.</summary>
    public CopyTotals With(long size) => new(Blobs + 1, Bytes + Math.Max(size, 0));
}
