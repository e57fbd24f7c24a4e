namespace Fairlead.Traffic.Cells;

/// <summary>A key in a union, and the place of its cell in a table.</summary>
internal readonly record struct CellPlace(CellKey Key, int Place);
