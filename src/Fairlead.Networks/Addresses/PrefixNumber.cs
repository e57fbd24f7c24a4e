using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fairlead.Networks.Addresses;

/// <summary>One prefix with a number: an ASN, a country, a claim.</summary>
/// <typeparam name="T">An address as a number: uint for IPv4, UInt128 for IPv6.</typeparam>
/// <param name="first">The first address; host bits are zero.</param>
/// <param name="length">Leading bits that count.</param>
/// <param name="number">What it carries.</param>
internal readonly struct PrefixNumber<T>(T first, byte length, uint number)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public T First { get; } = first;

    public uint Number { get; } = number;

    public byte Length { get; } = length;

    /// <summary>The last address of the prefix. (C# takes a shift by the full width for a shift by nothing.)</summary>
    public T Last => Length == Unsafe.SizeOf<T>() * 8 ? First : First | (T.MaxValue >> Length);

    public bool HasPrefixOf(in PrefixNumber<T> other) => First == other.First && Length == other.Length;
}
