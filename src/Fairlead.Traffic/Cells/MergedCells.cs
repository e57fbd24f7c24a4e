namespace Fairlead.Traffic.Cells;

/// <summary>The cells of several parts in the order of their keys, those of equal keys added up.</summary>
internal static class MergedCells
{
    /// <summary>Reads all to their ends. What is in a cell is good until the next is asked for.</summary>
    /// <param name="readers">Before their first cells.</param>
    /// <param name="maps">Of each, to the keys of all; keys in order map to keys in order.</param>
    public static IEnumerable<Cell> Of(IReadOnlyList<PartReader> readers, IReadOnlyList<KeyMap> maps)
    {
        var heads = new Cell[readers.Count];
        var queue = new PriorityQueue<int, CellKey>(readers.Count);
        for (var i = 0; i < readers.Count; i++) Advance(i);
        var clients = new ushort[ClientSketch.Registers];
        while (queue.TryDequeue(out var first, out var key))
        {
            if (!IsNext(key))
            {
                yield return heads[first];
                Advance(first);
                continue;
            }
            var sum = default(CellCounts);
            Take(first, ref sum);
            while (IsNext(key)) Take(queue.Dequeue(), ref sum);
            yield return new(key, sum.Requests, sum.Bytes, clients.AsMemory(0, sum.Clients.CopyTo(clients)));
        }

        bool IsNext(CellKey wanted) => queue.TryPeek(out _, out var next) && next == wanted;

        void Take(int reader, ref CellCounts sum)
        {
            sum.Add(heads[reader].Requests, heads[reader].Bytes);
            sum.Clients.Merge(heads[reader].Clients.Span);
            Advance(reader);
        }

        void Advance(int reader)
        {
            if (!readers[reader].TryRead(out var cell)) return;
            heads[reader] = cell with { Key = maps[reader].Map(cell.Key) };
            queue.Enqueue(reader, heads[reader].Key);
        }
    }
}
