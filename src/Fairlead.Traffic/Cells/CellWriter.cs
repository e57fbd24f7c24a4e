namespace Fairlead.Traffic.Cells;

/// <summary>Cells as <see cref="PartFormat"/> has them, in the order of their keys.</summary>
internal sealed class CellWriter(PartOutput to)
{
    private CellKey _last;

    /// <summary>How many there are so far.</summary>
    public int Count { get; private set; }

    /// <param name="cell">Of a greater key than the one before.</param>
    public void Write(in Cell cell)
    {
        var key = cell.Key;
        var part = Count == 0 ? 0 : FirstChanged(key);
        var registers = cell.Clients.Length;
        to.Byte((byte)((part << PartFormat.CountBits) | Math.Min(registers, PartFormat.ManyRegisters)));
        to.Varint(PartFormat.Part(key, part) - (Count == 0 ? 0 : PartFormat.Part(_last, part) + 1));
        for (var i = part + 1; i < PartFormat.KeyParts; i++) to.Varint(PartFormat.Part(key, i));
        if (registers >= PartFormat.ManyRegisters) to.Varint(registers - PartFormat.ManyRegisters);
        to.Varint(cell.Requests);
        to.Varint(cell.Bytes);
        to.Registers(cell.Clients.Span);
        _last = key;
        Count = checked(Count + 1);
    }

    private int FirstChanged(CellKey key)
    {
        var part = 0;
        while (PartFormat.Part(key, part) == PartFormat.Part(_last, part)) part++;
        return part;
    }
}
