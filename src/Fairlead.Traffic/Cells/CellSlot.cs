namespace Fairlead.Traffic.Cells;

/// <summary>A place of a table; empty while nothing was counted in it.</summary>
internal struct CellSlot
{
    public CellKey Key;

    public CellCounts Counts;

    public readonly bool IsEmpty => Counts.Requests == 0;
}
