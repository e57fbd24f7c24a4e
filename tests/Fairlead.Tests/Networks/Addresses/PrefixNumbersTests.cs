using Fairlead.Networks.Addresses;

namespace Fairlead.Tests.Networks.Addresses;

public sealed class PrefixNumbersTests
{
    [Theory]
    [InlineData("192.0.2.0", "192.0.2.255", "192.0.2.0/24")]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.1/32")]
    [InlineData("0.0.0.0", "255.255.255.255", "0.0.0.0/0")]
    [InlineData("192.0.2.1", "192.0.2.6", "192.0.2.1/32 192.0.2.2/31 192.0.2.4/31 192.0.2.6/32")]
    [InlineData("255.255.255.254", "255.255.255.255", "255.255.255.254/31")]
    [InlineData("0.0.0.1", "255.255.255.255", null)]
    [InlineData("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0")]
    [InlineData("2001:db8::", "2001:db8:0:ffff:ffff:ffff:ffff:ffff", "2001:db8::/48")]
    [InlineData("2001:db8::1", "2001:db8::2", "2001:db8::1/128 2001:db8::2/128")]
    public void AddRange_Range_IsTheFewestPrefixes(string first, string last, string? prefixes)
    {
        var numbers = new PrefixNumbers();
        numbers.AddRange(IpAddress.Parse(first), IpAddress.Parse(last), 7);
        if (prefixes is not null) string.Join(' ', Prefixes(numbers)).ShouldBe(prefixes);
        else numbers.Count.ShouldBe(32);
    }

    /// <summary>They follow each other from end to end, and no two of them could be one.</summary>
    [Fact]
    public void AddRange_RandomRanges_CoverJustThat()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var isIPv4 = i % 2 == 0;
            var width = isIPv4 ? 32 : 128;
            UInt128 a = Bits(random, width), b = Bits(random, width);
            var (first, last) = a <= b ? (a, b) : (b, a);
            var numbers = new PrefixNumbers();
            numbers.AddRange(Address(isIPv4, first), Address(isIPv4, last), 1);

            var prefixes = Prefixes(numbers);
            prefixes[0].First.Bits.ShouldBe(first);
            prefixes[^1].Last.Bits.ShouldBe(last);
            for (var p = 1; p < prefixes.Count; p++)
            {
                prefixes[p].First.Bits.ShouldBe(prefixes[p - 1].Last.Bits + 1);
                var joined = IpPrefix.Of(prefixes[p].First, Math.Max(prefixes[p].Length - 1, 0));
                (prefixes[p].Length == prefixes[p - 1].Length && joined.Contains(prefixes[p - 1])).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void AddRange_BackwardsOrMixed_Throws()
    {
        var numbers = new PrefixNumbers();
        Should.Throw<ArgumentException>(() => numbers.AddRange(IpAddress.Parse("192.0.2.2"), IpAddress.Parse("192.0.2.1"), 1));
        Should.Throw<ArgumentException>(() => numbers.AddRange(IpAddress.Parse("192.0.2.2"), IpAddress.Parse("2001:db8::"), 1));
        numbers.Count.ShouldBe(0);
    }

    private static UInt128 Bits(Random random, int width)
    {
        var bits = new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()) << 1 | (UInt128)random.Next(2);
        return (bits & (width == 128 ? UInt128.MaxValue : uint.MaxValue)) >> random.Next(width);
    }

    private static IpAddress Address(bool isIPv4, UInt128 bits) => isIPv4 ? IpAddress.V4((uint)bits) : IpAddress.V6Unmapped(bits);

    private static List<IpPrefix> Prefixes(PrefixNumbers numbers)
    {
        var prefixes = new List<IpPrefix>();
        foreach (var one in numbers.V4) prefixes.Add(IpPrefix.Of(IpAddress.V4(one.First), one.Length));
        foreach (var one in numbers.V6) prefixes.Add(IpPrefix.Of(IpAddress.V6Unmapped(one.First), one.Length));
        return prefixes;
    }
}
