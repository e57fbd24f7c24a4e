using System.Numerics;
using System.Runtime.CompilerServices;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Review;

/// <summary>The fewest prefixes that make up a range of addresses: how many there are, and the first of the largest.</summary>
internal readonly record struct RangePrefixes(int Count, IpPrefix Largest)
{
    /// <param name="first">The first address.</param>
    /// <param name="last">The last address; not before the first.</param>
    public static RangePrefixes Of<T>(T first, T last)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>, IUnsignedNumber<T>
    {
        var width = Unsafe.SizeOf<T>() * 8;
        var count = 0;
        int largest = -1;
        var largestAt = first;
        while (true)
        {
            var hostBits = Math.Min(int.CreateChecked(T.TrailingZeroCount(first)), width);
            var left = last - first;
            // left + 1 addresses are wanted; of all of them there is no such number.
            if (left != T.MaxValue) hostBits = Math.Min(hostBits, int.CreateChecked(T.Log2(left + T.One)));
            count++;
            if (hostBits > largest) (largest, largestAt) = (hostBits, first);
            var end = hostBits == width ? T.MaxValue : first | ((T.One << hostBits) - T.One);
            if (end >= last) return new(count, Prefix(largestAt, width - largest));
            first = end + T.One;
        }
    }

    private static IpPrefix Prefix<T>(T first, int length)
        where T : unmanaged, IBinaryInteger<T> =>
        IpPrefix.Of(typeof(T) == typeof(uint) ? IpAddress.V4(uint.CreateTruncating(first)) : IpAddress.V6Unmapped(UInt128.CreateTruncating(first)), length);
}
