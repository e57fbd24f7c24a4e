using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>What a row of the report is made of: all cells of one key, or those that were folded together.</summary>
/// <param name="Key">In the report's numbers.</param>
/// <param name="Sum">All of them together.</param>
/// <param name="IsPriced">Whether the price book says what any of it costs.</param>
/// <param name="IsFolded">Whether it was folded with others because it has too few clients.</param>
/// <param name="Clients">Registers of their clients; none when not known.</param>
internal readonly record struct MergedCell(CellKey Key, Measure Sum, bool IsPriced, bool IsFolded, ClientSlice Clients)
{
    /// <summary>About how many clients; 0 when not known.</summary>
    public long Estimate() => ClientSketch.Estimate(Clients.Span);

    /// <summary>Both as one of this one's key.</summary>
    public MergedCell With(in MergedCell other)
    {
        var sum = new CellSum();
        sum.Add(this);
        sum.Add(other);
        return sum.ToCell(Key);
    }
}
