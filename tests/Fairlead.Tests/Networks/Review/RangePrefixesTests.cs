using Fairlead.Networks.Addresses;
using Fairlead.Networks.Review;

namespace Fairlead.Tests.Networks.Review;

public sealed class RangePrefixesTests
{
    [Theory]
    [InlineData("0.0.0.0", "255.255.255.255", 1, "0.0.0.0/0")]
    [InlineData("192.0.2.7", "192.0.2.7", 1, "192.0.2.7/32")]
    [InlineData("0.0.0.1", "255.255.255.255", 32, "128.0.0.0/1")]
    [InlineData("192.0.2.0", "192.0.3.254", 9, "192.0.2.0/24")]
    public void Of_Range_IsTheFewestPrefixesAndTheFirstOfTheLargest(string first, string last, int count, string largest)
    {
        var range = RangePrefixes.Of((uint)IpAddress.Parse(first).Bits, (uint)IpAddress.Parse(last).Bits);
        (range.Count, range.Largest.ToString()).ShouldBe((count, largest));
    }

    [Fact]
    public void Of_AllOfIPv6_IsOne()
    {
        var range = RangePrefixes.Of(UInt128.Zero, UInt128.MaxValue);
        (range.Count, range.Largest.ToString()).ShouldBe((1, "::/0"));
    }

    [Fact]
    public void Of_RandomRanges_CountsAsSplittingDoes()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var (one, other) = ((uint)random.NextInt64(1L << 32), (uint)random.NextInt64(1L << random.Next(1, 33)));
            var (first, last) = (Math.Min(one, other), Math.Max(one, other));
            var split = new PrefixNumbers();
            split.AddRange(IpAddress.V4(first), IpAddress.V4(last), 1);
            RangePrefixes.Of(first, last).Count.ShouldBe(split.Count);
        }
    }
}
