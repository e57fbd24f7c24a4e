using System.Numerics;
using System.Runtime.InteropServices;

namespace Fairlead.Networks.Addresses;

/// <summary>
/// Prefixes that carry a number each, in the order in which they were added, duplicates and all. IPv4 takes 12 bytes a prefix:
/// there are a million of them. Not thread-safe while it is being filled.
/// </summary>
public sealed class PrefixNumbers
{
    /// <summary>
    /// As many as one source may have: three times the routes of the whole internet, and eight times what ranges of countries split into.
    /// IPv4 takes 48 MB then, IPv6 128 MB.
    /// </summary>
    public const int Most = 4_000_000;

    private readonly List<PrefixNumber<uint>> _v4 = [];
    private readonly List<PrefixNumber<UInt128>> _v6 = [];

    /// <summary>How many prefixes there are.</summary>
    public int Count => _v4.Count + _v6.Count;

    /// <summary>Whether there are more than <see cref="Most"/>. Who fills this from a file looks after each line: one range adds 254 at the most.</summary>
    public bool HasTooMany => Count > Most;

    internal ReadOnlySpan<PrefixNumber<uint>> V4 => CollectionsMarshal.AsSpan(_v4);

    internal ReadOnlySpan<PrefixNumber<UInt128>> V6 => CollectionsMarshal.AsSpan(_v6);

    /// <summary>Adds a prefix.</summary>
    public void Add(IpPrefix prefix, uint number)
    {
        if (prefix.IsIPv4) _v4.Add(new((uint)prefix.First.Bits, (byte)prefix.Length, number));
        else _v6.Add(new(prefix.First.Bits, (byte)prefix.Length, number));
    }

    /// <summary>Adds the fewest prefixes that make up the addresses from first to last, both of them included.</summary>
    /// <exception cref="ArgumentException">They are of two families, or the last comes before the first.</exception>
    public void AddRange(IpAddress first, IpAddress last, uint number)
    {
        if (first.IsIPv4 != last.IsIPv4) throw new ArgumentException("the addresses are of two families", nameof(last));
        if (last.Bits < first.Bits) throw new ArgumentException("the last address comes before the first", nameof(last));
        if (first.IsIPv4) Split((uint)first.Bits, (uint)last.Bits, number, _v4);
        else Split(first.Bits, last.Bits, number, _v6);
    }

    private static void Split<T>(T first, T last, uint number, List<PrefixNumber<T>> to)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>, IUnsignedNumber<T>
    {
        var width = int.CreateChecked(T.PopCount(T.MaxValue));
        while (true)
        {
            // The largest block that begins here and does not reach past the end.
            var hostBits = Math.Min(int.CreateChecked(T.TrailingZeroCount(first)), width);
            var left = last - first;
            // left + 1 addresses are wanted; of all of them there is no such number.
            if (left != T.MaxValue) hostBits = Math.Min(hostBits, int.CreateChecked(T.Log2(left + T.One)));
            to.Add(new(first, (byte)(width - hostBits), number));
            var end = hostBits == width ? T.MaxValue : first | ((T.One << hostBits) - T.One);
            if (end >= last) return;
            first = end + T.One;
        }
    }
}
