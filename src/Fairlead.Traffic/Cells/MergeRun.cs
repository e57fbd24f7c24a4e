using Fairlead.Networks.Lookup;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// One merge. Names are in order in each part, so a part's keys are in order in the names of all: the cells need only be merged as they come. Where that is not so, because days
/// become months or names are folded for want of room, they go through a table that is written out as a temporary part whenever it is full, and those are merged.
/// </summary>
/// <param name="summary">Of all together.</param>
/// <param name="temporary">Where what lies between is kept.</param>
/// <param name="cancel">Ends it.</param>
/// <param name="asnNames">Of ASNs that have none in what is merged.</param>
/// <param name="mostCells">Cells in memory while they are put in order: a million take some 150 MB.</param>
internal sealed class MergeRun(PartSummary summary, TemporaryParts temporary, CancellationToken cancel, AsnNames asnNames, int mostCells = 1_000_000)
{
    /// <summary>Files that are open at the same time; a process may often have 1,024.</summary>
    public const int MostOpen = 64;

    private long _folded;

    /// <summary>What the merged part says of itself; right after <see cref="Write"/>.</summary>
    public PartSummary Summary => summary with { UnnamedRequests = CappedSum.Of(summary.UnnamedRequests, _folded) };

    /// <summary>Merges parts in rounds until they are few enough to be open together.</summary>
    public IReadOnlyList<string> Reduce(IReadOnlyList<string> parts)
    {
        while (parts.Count > MostOpen)
        {
            var round = new List<string>();
            foreach (var group in parts.Chunk(MostOpen)) round.Add(temporary.Write(to => Write(to, group, [])));
            temporary.Delete(parts);
            parts = round;
        }
        return parts;
    }

    /// <summary>Merges a few parts and tables into a stream that can seek.</summary>
    public void Write(Stream to, IReadOnlyList<string> parts, IReadOnlyList<CellTable> tables)
    {
        var readers = new List<PartReader>();
        try
        {
            foreach (var part in parts) readers.Add(PartReader.Open(part));
            var union = NameUnion.Of([.. readers.Select(reader => UsedNames.All(reader.Names)), .. tables.Select(table => table.UsedNames())]);
            if (!union.HasFolded && readers.TrueForAll(reader => reader.Summary.IsByDay == summary.IsByDay)) WriteInOrder(to, readers, tables, union);
            else if (tables.Count == 0) WriteReordered(to, readers, union);
            else Write(to, [.. parts, .. tables.Select(Spill)], []);
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
    }

    private void WriteInOrder(Stream to, List<PartReader> readers, IReadOnlyList<CellTable> tables, NameUnion union)
    {
        if (asnNames.Count > 0) union.Names.Asns.Name(asnNames);
        var inParts = readers.Select((reader, i) => reader.Cells(union.Maps[i]));
        var inTables = tables.Select((table, i) => table.InOrder(union.Maps[readers.Count + i]));
        PartWriter.Write(to, Summary, union.Names, MergedCells.Of([.. inParts, .. inTables]), cancel);
    }

    private void WriteReordered(Stream to, List<PartReader> readers, NameUnion union)
    {
        var table = new CellTable(union.Names);
        var spilt = new List<string>();
        for (var i = 0; i < readers.Count; i++)
        {
            while (readers[i].TryRead(out var cell))
            {
                var key = union.Maps[i].Map(cell.Key);
                if (union.HasFolded && union.IsFolded(readers[i].Names, cell.Key, key)) _folded = CappedSum.Of(_folded, cell.Requests);
                table.Add(cell with { Key = readers[i].Summary.IsByDay && !summary.IsByDay ? key.OfMonth() : key });
                if (table.Count < mostCells) continue;
                spilt.Add(Spill(table));
                table.Clear();
            }
        }
        var few = Reduce(spilt);
        Write(to, few, [table]);
        temporary.Delete(few);
    }

    private string Spill(CellTable table) => temporary.Write(to => PartWriter.Write(to, summary, table, cancel));
}
