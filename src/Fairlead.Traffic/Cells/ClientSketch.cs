namespace Fairlead.Traffic.Cells;

/// <summary>
/// An estimate of how many distinct clients there were: HyperLogLog (Flajolet and others 2007) of 1,024 registers, standard error 3.25 %. Registers only: no form of it keeps a
/// longer piece of a hash than its ten bits of index and the number of leading zeros. Two of them merge exactly into that of both. Few registers take little room.
/// </summary>
public sealed class ClientSketch
{
    /// <summary>How many registers.</summary>
    public const int Registers = 1 << 10;

    private ClientRegisters _registers;

    /// <summary>Counts a client, hashed under the salt.</summary>
    public void Add(ulong client) => _registers.Add(client);

    /// <summary>Takes in all clients of another.</summary>
    public void Merge(ClientSketch other)
    {
        Span<ushort> registers = stackalloc ushort[Registers];
        Merge(registers[..other.CopyTo(registers)]);
    }

    /// <summary>Takes in all clients of a cell: <see cref="Cell.Clients"/>.</summary>
    public void Merge(ReadOnlySpan<ushort> clients) => _registers.Merge(clients);

    /// <summary>About how many; 0 only when there was none.</summary>
    public long Estimate()
    {
        Span<ushort> registers = stackalloc ushort[Registers];
        return Estimate(registers[..CopyTo(registers)]);
    }

    /// <summary>Writes the registers that are set, as <see cref="Cell.Clients"/> has them; how many they are.</summary>
    /// <param name="to">Room for <see cref="Registers"/>.</param>
    public int CopyTo(Span<ushort> to) => _registers.CopyTo(to);

    /// <summary>About how many clients a cell has, by its <see cref="Cell.Clients"/>.</summary>
    /// <remarks>
    /// Figure 3 of the paper, with linear counting up to 2.5 times the number of registers. Its correction for large ranges is for hashes of 32 bits; these have 64.
    /// </remarks>
    public static long Estimate(ReadOnlySpan<ushort> clients)
    {
        const double count = Registers;
        const double alpha = 0.7213 / (1 + (1.079 / count));
        var unset = count - clients.Length;
        var sum = unset;
        foreach (var register in clients) sum += 1.0 / (1L << (register & ((1 << ClientRegisters.ValueBits) - 1)));
        var raw = alpha * count * count / sum;
        return (long)Math.Round(raw <= 2.5 * count && unset > 0 ? count * Math.Log(count / unset) : raw);
    }
}
