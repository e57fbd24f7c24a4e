using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fairlead.Networks.Lookup;

/// <summary>One prefix as it was added, and which claim was made of it.</summary>
/// <typeparam name="T">An address as a number: uint or UInt128.</typeparam>
internal readonly struct PrefixEntry<T>(T first, byte length, int claim)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public T First { get; } = first;

    public int Claim { get; } = claim;

    public byte Length { get; } = length;

    /// <summary>The last address of the prefix. (C# takes a shift by the full width for a shift by nothing.)</summary>
    public T Last => Length == Unsafe.SizeOf<T>() * 8 ? First : First | (T.MaxValue >> Length);

    public bool HasPrefixOf(in PrefixEntry<T> other) => First == other.First && Length == other.Length;
}
