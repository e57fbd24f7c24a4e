using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>What a row of the report is made of: all cells of one key, or those that were folded together.</summary>
/// <param name="Key">In the report's numbers.</param>
/// <param name="Sum">All of them together.</param>
/// <param name="IsPriced">Whether the price book says what any of it costs.</param>
/// <param name="IsFolded">Whether it was folded with others because it has too few clients.</param>
/// <param name="Clients">Registers of their clients, packed as in <see cref="Cell.Clients"/>; empty when not known.</param>
internal readonly record struct MergedCell(CellKey Key, Measure Sum, bool IsPriced, bool IsFolded, ReadOnlyMemory<ushort> Clients)
{
    /// <summary>About how many clients; 0 when not known.</summary>
    public long Estimate() => ClientSketch.Estimate(Clients.Span);

    /// <summary>Cells as one of the first one's key.</summary>
    /// <param name="cells">At least one.</param>
    public static MergedCell Of(IReadOnlyList<MergedCell> cells)
    {
        if (cells.Count == 1) return cells[0];
        var sum = new CellSum();
        foreach (var cell in cells) sum.Add(cell);
        return sum.ToCell(cells[0].Key);
    }
}
