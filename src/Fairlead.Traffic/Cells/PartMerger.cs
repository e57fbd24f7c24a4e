namespace Fairlead.Traffic.Cells;

/// <summary>Parts into one: cells of equal names add up. Exact: the same logs give the same file, byte for byte, however they were shared out over parts.</summary>
public static class PartMerger
{
    /// <summary>Merges parts into a file that is written whole or not at all, in memory that grows with names and not with cells.</summary>
    /// <param name="parts">Open readers, before their first cell.</param>
    /// <param name="path">The file to write; replaced.</param>
    /// <param name="byMonth">Folds days into months.</param>
    /// <param name="cancel">Ends it; what was there is still there.</param>
    /// <returns>What the merged part says of itself.</returns>
    /// <exception cref="InvalidDataException">A part is damaged, or has another salt, or months where another has days and <paramref name="byMonth"/> is not set.</exception>
    /// <exception cref="IOException">It can't be read or written.</exception>
    public static Task<PartSummary> MergeAsync(IReadOnlyList<PartReader> parts, string path, bool byMonth, CancellationToken cancel) => throw new NotImplementedException();
}
