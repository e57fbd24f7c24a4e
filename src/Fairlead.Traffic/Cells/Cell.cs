namespace Fairlead.Traffic.Cells;

/// <summary>What was counted under a key.</summary>
/// <param name="Key">Under what.</param>
/// <param name="Requests">How many requests.</param>
/// <param name="Bytes">Bytes sent.</param>
/// <param name="Clients">Registers of the sketch that are set, ascending, packed: index in the upper ten bits, value in the lower six. Empty when no client was known.
/// Good until whoever gave the cell is asked for the next.</param>
public readonly record struct Cell(CellKey Key, long Requests, long Bytes, ReadOnlyMemory<ushort> Clients);
