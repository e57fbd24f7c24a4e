using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Registers of a cell's clients within an array, packed as in <see cref="Cell.Clients"/>. The framework's memory of such numbers is not compiled ahead of time.</summary>
/// <param name="Array">Where they are; null: nowhere.</param>
/// <param name="Start">Where they begin in it.</param>
/// <param name="Length">How many; 0: none is known.</param>
internal readonly record struct ClientSlice(ushort[]? Array, int Start, int Length)
{
    /// <summary>The registers.</summary>
    public ReadOnlySpan<ushort> Span => new(Array, Start, Length);
}
