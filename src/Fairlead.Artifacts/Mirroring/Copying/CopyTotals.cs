namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>An amount of blobs.</summary>
/// <param name="Blobs">How many.</param>
/// <param name="Bytes">Of those whose size is known; <see cref="long.MaxValue"/> where it would be more, as a manifest may say any size.</param>
public readonly record struct CopyTotals(long Blobs, long Bytes)
{
    /// <summary>Blobs of these sizes; negative ones are not known.</summary>
    public static CopyTotals Of(IEnumerable<long> sizes) => sizes.Aggregate(default(CopyTotals), static (totals, size) => totals.With(size));

    /// <summary>One blob more; its size is negative when it isn't known.</summary>
    public CopyTotals With(long size) => new(Blobs + 1, Bytes + Math.Min(Math.Max(size, 0), long.MaxValue - Bytes));
}
