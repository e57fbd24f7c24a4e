using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Cells in the order in which they came. It grows by blocks, so that nothing is copied.</summary>
internal sealed class CellStore
{
    private const int BlockBits = 14;
    private const int RegistersOfBlock = 1 << 20;

    private readonly List<StoredCell[]> _blocks = [];
    private readonly List<ushort[]> _registers = [];
    private int _registersUsed; // of the last block

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref readonly StoredCell this[int number] => ref _blocks[number >> BlockBits][number & ((1 << BlockBits) - 1)];

    /// <summary>Keeps one; its clients' registers are copied.</summary>
    public void Add(CellKey key, long requests, long bytes, ReadOnlySpan<ushort> clients, int lane)
    {
        var at = Count & ((1 << BlockBits) - 1);
        if (at == 0) _blocks.Add(new StoredCell[1 << BlockBits]);
        var start = Keep(clients);
        _blocks[^1][at] = new StoredCell(key, requests, bytes, lane, _registers.Count - 1, start, (ushort)clients.Length);
        Count++;
    }

    /// <summary>Registers of a cell's clients.</summary>
    public ClientSlice ClientsOf(in StoredCell cell) => cell.Clients == 0 ? default : new(_registers[cell.Block], cell.Start, cell.Clients);

    private int Keep(ReadOnlySpan<ushort> clients)
    {
        if (_registers.Count == 0 || _registersUsed + clients.Length > RegistersOfBlock)
        {
            _registers.Add(new ushort[RegistersOfBlock]);
            _registersUsed = 0;
        }
        var start = _registersUsed;
        clients.CopyTo(_registers[^1].AsSpan(start));
        _registersUsed += clients.Length;
        return start;
    }
}
