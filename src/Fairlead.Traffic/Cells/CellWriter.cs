namespace Fairlead.Traffic.Cells;

/// <summary>Cells as <see cref="PartFormat"/> has them, in the order of their keys.</summary>
internal sealed class CellWriter(PartOutput to)
{
    private UInt128 _last;

    /// <summary>How many there are so far.</summary>
    public int Count { get; private set; }

    /// <param name="cell">Of a greater key than the one before.</param>
    public void Write(in Cell cell)
    {
        var key = cell.Key.Bits;
        var part = Count == 0 ? 0 : FirstChanged(key ^ _last);
        var registers = cell.Clients.Length;
        to.Byte((byte)((part << PartFormat.CountBits) | Math.Min(registers, PartFormat.ManyRegisters)));
        to.Varint(Part(key, part) - (Count == 0 ? 0 : Part(_last, part) + 1));
        for (var i = part + 1; i < PartFormat.KeyParts; i++) to.Varint(Part(key, i));
        if (registers >= PartFormat.ManyRegisters) to.Varint(registers - PartFormat.ManyRegisters);
        to.Varint(cell.Requests);
        to.Varint(cell.Bytes);
        to.Registers(cell.Clients.Span);
        _last = key;
        Count = checked(Count + 1);
    }

    private static int FirstChanged(UInt128 changes)
    {
        var part = 0;
        while (changes >> PartFormat.Shifts[part] == 0) part++;
        return part;
    }

    private static long Part(UInt128 key, int part) => (long)(ulong)(key >> PartFormat.Shifts[part]) & ((1L << PartFormat.Widths[part]) - 1);
}
