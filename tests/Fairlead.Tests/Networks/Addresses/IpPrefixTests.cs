using Fairlead.Networks.Addresses;

namespace Fairlead.Tests.Networks.Addresses;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", false)]
    [InlineData("10.1.2.3/8", "10.0.0.0/8", true)]
    [InlineData("10.1.2.3/32", "10.1.2.3/32", false)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", false)]
    [InlineData("255.255.255.255/0", "0.0.0.0/0", true)]
    [InlineData("192.0.2.255/31", "192.0.2.254/31", true)]
    [InlineData("2001:db8::/32", "2001:db8::/32", false)]
    [InlineData("2001:DB8:0::1/64", "2001:db8::/64", true)]
    [InlineData("2001:db8::ffff/127", "2001:db8::fffe/127", true)]
    [InlineData("2001:db8::1/128", "2001:db8::1/128", false)]
    [InlineData("ffff:ffff::/0", "::/0", true)]
    [InlineData("::fffe:1.2.3.4/95", "::fffe:0:0/95", true)] // nearly mapped: still IPv6, and so are all its addresses
    public void TryParse_Prefix_HostBitsAreMaskedAndTold(string text, string expected, bool masked)
    {
        IpPrefix.TryParse(text, out var prefix, out var wasMasked).ShouldBeTrue();

        prefix.ToString().ShouldBe(expected);
        prefix.IsIPv4.ShouldBe(!expected.Contains(':'));
        wasMasked.ShouldBe(masked);
        IpPrefix.Parse(expected).ShouldBe(prefix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/8")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.0.0.0/00")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/8 ")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("10.0.0/8")]
    [InlineData("300.0.0.0/8")]
    [InlineData("2001:db8::/129")]
    [InlineData("2001:db8::/999")]
    [InlineData("2001:db8::/4294967304")]
    [InlineData("2001:db8::%1/32")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("::ffff:10.0.0.0/8")]
    public void TryParse_NotAPrefix_IsRefused(string text)
    {
        IpPrefix.TryParse(text, out _, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => IpPrefix.Parse(text));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "0.0.0.0", "255.255.255.255")]
    [InlineData("10.0.0.0/8", "10.0.0.0", "10.255.255.255")]
    [InlineData("192.0.2.7/32", "192.0.2.7", "192.0.2.7")]
    [InlineData("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::/63", "2001:db8::", "2001:db8:0:1:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::7/128", "2001:db8::7", "2001:db8::7")]
    public void Last_Prefix_IsTheHighestAddress(string prefix, string first, string last)
    {
        var parsed = IpPrefix.Parse(prefix);

        parsed.First.ShouldBe(IpAddress.Parse(first));
        parsed.Last.ShouldBe(IpAddress.Parse(last));
    }

    [Fact]
    public void FirstAndLast_BoundsInMappedSpace_StayIPv6()
    {
        var low = IpPrefix.Parse("::/80"); // ends at ::ffff:ffff:ffff, which is the address that 255.255.255.255 maps to
        low.Last.IsIPv4.ShouldBeFalse();
        low.Last.Bits.ShouldBe((UInt128)0xFFFF_FFFF_FFFF);
    }

    [Fact]
    public void Contains_RandomPrefixes_IsBetweenFirstAndLast()
    {
        var random = new Random(4);
        for (var i = 0; i < 5_000; i++)
        {
            var isIPv4 = random.Next(2) == 0;
            var prefix = IpPrefix.Of(Address(isIPv4), random.Next(isIPv4 ? 33 : 129));
            var near = prefix.First.Bits ^ (UInt128.One << random.Next(prefix.First.Width));
            var address = isIPv4 ? IpAddress.V4((uint)near) : IpAddress.V6(near);
            var between = address.IsIPv4 == isIPv4 && address.CompareTo(prefix.First) >= 0 && address.CompareTo(prefix.Last) <= 0;

            prefix.Contains(address).ShouldBe(between, $"{prefix} {address}");
            prefix.Contains(prefix.First).ShouldBeTrue();
            prefix.Contains(prefix.Last).ShouldBeTrue();
            IpPrefix.Of(prefix.Last, prefix.Length).ShouldBe(prefix);
        }

        IpAddress Address(bool isIPv4)
        {
            var bits = ((UInt128)(ulong)random.NextInt64() << 65) | (ulong)random.NextInt64();
            return isIPv4 ? IpAddress.V4((uint)bits) : IpAddress.V6(bits);
        }
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", true)]
    [InlineData("10.0.0.0/8", "10.0.0.0/7", false)]
    [InlineData("10.0.0.0/8", "11.0.0.0/16", false)]
    [InlineData("0.0.0.0/0", "::/0", false)]
    [InlineData("::/0", "10.0.0.0/8", false)]
    public void Contains_OtherPrefix_WhenItIsNestedOrEqual(string outer, string inner, bool contains) =>
        IpPrefix.Parse(outer).Contains(IpPrefix.Parse(inner)).ShouldBe(contains);

    [Theory]
    [InlineData("10.0.0.0", -1)]
    [InlineData("10.0.0.0", 33)]
    [InlineData("2001:db8::", 129)]
    public void Of_LengthOfNoPrefix_Throws(string address, int length) =>
        Should.Throw<ArgumentOutOfRangeException>(() => IpPrefix.Of(IpAddress.Parse(address), length));

    [Fact]
    public void CompareTo_MixedPrefixes_WiderBeforeNested()
    {
        string[] sorted = ["0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "::/0", "2001:db8::/32", "2001:db8::/48"];

        var shuffled = sorted.Select(text => IpPrefix.Parse(text)).ToArray();
        new Random(5).Shuffle(shuffled);

        shuffled.Order().Select(p => p.ToString()).ShouldBe(sorted);
    }
}
