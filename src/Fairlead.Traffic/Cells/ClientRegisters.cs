using System.Numerics;
using System.Runtime.InteropServices;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// The registers of a sketch in as little room as they need, for most cells have a client or two. Four fit in place, more into a list that doubles, and in the end each of the
/// 1,024 has its byte. In every form a register is its index and its value, and no more of a hash.
/// </summary>
internal struct ClientRegisters
{
    /// <summary>The greatest value: every bit of a hash below its index is 0.</summary>
    public const int MostValue = 64 - IndexBits + 1;

    /// <summary>Bits of a packed register that are its value.</summary>
    public const int ValueBits = 6;

    private const int IndexBits = 10;
    private const int ValueMask = (1 << ValueBits) - 1;
    private const int MostInPlace = 4;
    private const int MostListed = 256; // then a list has half the bytes of all registers

    private ulong _few; // packed, the first in the lowest bits; 0 is none, for no value is 0
    private byte[]? _many; // packed and then zeros; or of all registers, the value of each

    private readonly bool HasAll => _many is { Length: ClientSketch.Registers };

    /// <summary>Counts a client: the upper ten bits of its hash say which register, the zeros that follow its value.</summary>
    public void Add(ulong client)
    {
        var index = client >> (64 - IndexBits);
        var value = BitOperations.LeadingZeroCount((client << IndexBits) | (1UL << (IndexBits - 1))) + 1;
        Set((ushort)((index << ValueBits) | (uint)value));
    }

    /// <summary>Takes in registers, packed as in <see cref="Cell.Clients"/>.</summary>
    public void Merge(ReadOnlySpan<ushort> registers)
    {
        foreach (var register in registers) Set(register);
    }

    /// <summary>Writes those that are set, packed as in <see cref="Cell.Clients"/>; how many they are.</summary>
    /// <param name="to">Room for all.</param>
    public readonly int CopyTo(Span<ushort> to)
    {
        var count = 0;
        if (HasAll)
        {
            for (var i = 0; i < ClientSketch.Registers; i++)
            {
                if (_many![i] != 0) to[count++] = Packed(i, _many[i]);
            }
            return count;
        }
        if (_many is not null) return CopyList(MemoryMarshal.Cast<byte, ushort>(_many.AsSpan()), to);
        for (var rest = _few; rest != 0; rest >>= 16) to[count++] = (ushort)rest;
        if (count > 1) to[..count].Sort();
        return count;
    }

    private static int CopyList(ReadOnlySpan<ushort> list, Span<ushort> to)
    {
        var end = list.IndexOf((ushort)0);
        var count = end < 0 ? list.Length : end;
        list[..count].CopyTo(to);
        to[..count].Sort();
        return count;
    }

    private static ushort Packed(int index, int value) => (ushort)((index << ValueBits) | value);

    private void Set(ushort register)
    {
        if (_many is null) SetInPlace(register);
        else if (HasAll) Raise(ref _many[register >> ValueBits], (byte)(register & ValueMask));
        else SetInList(register);
    }

    private void SetInPlace(ushort register)
    {
        for (var shift = 0; shift < 64; shift += 16)
        {
            var there = (ushort)(_few >> shift);
            if (there != 0 && (there ^ register) > ValueMask) continue; // another index
            if (register > there) _few ^= (ulong)(there ^ register) << shift;
            return;
        }
        _many = new byte[2 * MostInPlace * sizeof(ushort)];
        var list = MemoryMarshal.Cast<byte, ushort>(_many.AsSpan());
        for (var i = 0; i < MostInPlace; i++) list[i] = (ushort)(_few >> (16 * i));
        list[MostInPlace] = register;
    }

    private void SetInList(ushort register)
    {
        var list = MemoryMarshal.Cast<byte, ushort>(_many.AsSpan());
        var at = list.IndexOfAnyInRange((ushort)((register & ~ValueMask) + 1), (ushort)(register | ValueMask)); // the same index, any value but 0
        if (at < 0) at = list.IndexOf((ushort)0);
        if (at >= 0)
        {
            Raise(ref list[at], register);
            return;
        }
        Grow(list);
        Set(register);
    }

    private void Grow(ReadOnlySpan<ushort> list)
    {
        if (list.Length < MostListed)
        {
            Array.Resize(ref _many, 2 * _many!.Length);
            return;
        }
        _many = new byte[ClientSketch.Registers];
        foreach (var register in list) _many[register >> ValueBits] = (byte)(register & ValueMask);
    }

    private static void Raise<T>(ref T value, T to)
        where T : struct, INumber<T>
    {
        if (to > value) value = to;
    }
}
