using Fairlead.Formats.Streams;

namespace Fairlead.Traffic.Cells;

/// <summary>Writes a table as a part.</summary>
public static class PartFile
{
    /// <summary>Writes it whole or not at all. The table is not to be touched meanwhile.</summary>
    /// <exception cref="IOException">It can't be written; what was there is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, likewise.</exception>
    /// <exception cref="OperationCanceledException">It was ended, likewise.</exception>
    public static Task WriteAsync(CellTable table, PartSummary summary, string path, CancellationToken cancel) =>
        WholeFile.WriteAsync(path, replace: true, to => Task.Run(() => PartWriter.Write(to, summary, table, cancel), cancel), cancel);
}
