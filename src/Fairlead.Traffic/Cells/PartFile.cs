namespace Fairlead.Traffic.Cells;

/// <summary>Writes a table as a part.</summary>
public static class PartFile
{
    /// <summary>Writes it whole or not at all.</summary>
    /// <exception cref="IOException">It can't be written; what was there is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, likewise.</exception>
    public static Task WriteAsync(CellTable table, PartSummary summary, string path, CancellationToken cancel) => throw new NotImplementedException();
}
