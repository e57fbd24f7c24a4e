namespace Fairlead.Traffic.Cells;

/// <summary>Cells of several sources in the order of their keys, those of equal keys added up.</summary>
internal static class MergedCells
{
    /// <summary>Reads all to their ends. What is in a cell is good until the next is asked for.</summary>
    /// <param name="sources">Each in the order of its keys, none of them twice; a source's cell need be good until its next is asked for only.</param>
    public static IEnumerable<Cell> Of(IReadOnlyList<IEnumerable<Cell>> sources) => sources.Count == 1 ? sources[0] : Merge(sources);

    private static IEnumerable<Cell> Merge(IReadOnlyList<IEnumerable<Cell>> sources)
    {
        using var heads = new CellHeads(sources);
        var clients = new ushort[ClientSketch.Registers];
        while (heads.TryTake(out var first))
        {
            if (!heads.IsNext(first.Key))
            {
                yield return first;
                continue;
            }
            var sum = default(CellCounts);
            sum.Add(first);
            while (heads.IsNext(first.Key) && heads.TryTake(out var same)) sum.Add(same);
            yield return new(first.Key, sum.Requests, sum.Bytes, clients.AsMemory(0, sum.Clients.CopyTo(clients)));
        }
    }
}
