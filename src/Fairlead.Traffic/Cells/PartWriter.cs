namespace Fairlead.Traffic.Cells;

/// <summary>Writes parts.</summary>
internal static class PartWriter
{
    private const int CellsBetweenLooks = 1 << 12;

    /// <summary>Writes one.</summary>
    /// <param name="to">A stream that can seek, at its start.</param>
    /// <param name="summary">What it says of itself.</param>
    /// <param name="names">In ordinal order, each used by some cell.</param>
    /// <param name="cells">In the order of their keys, none twice.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write(Stream to, PartSummary summary, CellNames names, IEnumerable<Cell> cells, CancellationToken cancel)
    {
        using var output = new PartOutput(to);
        output.Begin();
        PartSummaries.Write(output, summary);
        PartNames.Write(output, names);
        var writer = new CellWriter(output);
        foreach (var cell in cells)
        {
            if (writer.Count % CellsBetweenLooks == 0) cancel.ThrowIfCancellationRequested();
            writer.Write(cell);
        }
        output.End(writer.Count);
    }

    /// <summary>Writes a table.</summary>
    public static void Write(Stream to, PartSummary summary, CellTable table, CancellationToken cancel)
    {
        var union = NameUnion.Of([table.UsedNames()]);
        Write(to, summary, union.Names, table.InOrder(union.Maps[0]), cancel);
    }
}
