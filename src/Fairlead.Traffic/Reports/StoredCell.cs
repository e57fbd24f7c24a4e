using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>A cell as a report keeps it: without references, for there are millions.</summary>
/// <param name="Key">In the report's own numbers.</param>
/// <param name="Requests">How many requests.</param>
/// <param name="Bytes">Bytes sent.</param>
/// <param name="Lane">Number of its lane.</param>
/// <param name="Block">In which block of registers its clients are.</param>
/// <param name="Start">Where they begin in it.</param>
/// <param name="Clients">How many registers are set.</param>
internal readonly record struct StoredCell(CellKey Key, long Requests, long Bytes, int Lane, int Block, int Start, ushort Clients);
