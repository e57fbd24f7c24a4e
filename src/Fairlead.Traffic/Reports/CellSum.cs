using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Cells that are added up into one.</summary>
internal sealed class CellSum
{
    private Measure _sum;
    private bool _isPriced;
    private bool _isFolded;
    private ClientRegisters _clients;

    /// <summary>Takes one in.</summary>
    public void Add(in MergedCell cell)
    {
        _sum += cell.Sum;
        _isPriced |= cell.IsPriced;
        _isFolded |= cell.IsFolded;
        _clients.Merge(cell.Clients.Span);
    }

    /// <summary>All of them, as one of this key.</summary>
    public MergedCell ToCell(CellKey key)
    {
        Span<ushort> registers = stackalloc ushort[ClientSketch.Registers];
        var count = _clients.CopyTo(registers);
        return new MergedCell(key, _sum, _isPriced, _isFolded, new ClientSlice(registers[..count].ToArray(), 0, count));
    }
}
