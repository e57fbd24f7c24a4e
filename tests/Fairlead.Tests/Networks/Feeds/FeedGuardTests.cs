using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedGuardTests
{
    [Theory]
    [InlineData("10.0.0.0/8", null)]
    [InlineData("10.0.0.0/7", "10.0.0.0/7 is wider than /8")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0 is wider than /8")]
    [InlineData("2001::/16", null)]
    [InlineData("2000::/15", "2000::/15 is wider than /16")]
    [InlineData("::/0", "::/0 is wider than /16")]
    public void Refusal_WidePrefixAtFirstLoad_SaysWhichOne(string prefix, string? refusal) =>
        FeedGuard.Refusal(Feed(prefix), null).ShouldBe(refusal);

    [Fact]
    public void Refusal_WidePrefixThatIsInUse_MayStay()
    {
        FeedGuard.Refusal(Feed("10.0.0.0/7"), Feed("10.0.0.0/7", "192.0.2.0/24")).ShouldBeNull();
        FeedGuard.Refusal(Feed("10.0.0.0/7"), Feed("12.0.0.0/7")).ShouldBe("10.0.0.0/7 is wider than /8");
    }

    [Theory]
    [InlineData(10, 5, null)]
    [InlineData(10, 4, "IPv4 shrinks from 10 to 4 prefixes, by more than half")]
    [InlineData(11, 5, "IPv4 shrinks from 11 to 5 prefixes, by more than half")]
    public void Refusal_FewerPrefixes_IsSaidBelowHalf(int before, int after, string? refusal)
    {
        // One wide prefix more on both sides holds nearly all the addresses, so that only the count changes.
        FeedGuard.Refusal(Feed(["10.0.0.0/8", .. Hosts(after - 1)]), Feed(["10.0.0.0/8", .. Hosts(before - 1)])).ShouldBe(refusal);
    }

    [Theory]
    [InlineData("10.0.0.0/9", null)]
    [InlineData("10.0.0.0/10", "IPv4 shrinks to 25 % of the addresses, by more than half")]
    public void Refusal_FewerAddresses_IsSaidBelowHalf(string after, string? refusal) =>
        FeedGuard.Refusal(Feed(after), Feed("10.0.0.0/8")).ShouldBe(refusal);

    [Fact]
    public void Refusal_MoreAddresses_IsSaidAboveTwice()
    {
        var before = Feed("10.0.0.0/9", "2001:db8::/33");

        FeedGuard.Refusal(Feed("10.0.0.0/8", "2001:db8::/32"), before).ShouldBeNull();
        FeedGuard.Refusal(Feed("10.0.0.0/8", "192.0.2.1/32", "2001:db8::/33"), before).ShouldNotBeNull().ShouldContain("IPv4 grows");
        FeedGuard.Refusal(Feed("10.0.0.0/9", "2001:db8::/31"), before).ShouldBe("IPv6 grows to 400 % of the addresses, to more than twice");
    }

    [Fact]
    public void Refusal_NestedAndRepeatedPrefixes_CountTheirAddressesOnce()
    {
        var before = Feed("10.0.0.0/9", "10.64.0.0/10", "10.64.0.0/16", "10.0.0.0/9");

        FeedGuard.Refusal(Feed("10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "10.64.0.0/16"), before).ShouldBeNull();
        FeedGuard.Refusal(Feed("10.0.0.0/9", "10.0.0.0/9", "10.0.0.0/9", "10.0.0.0/9"), before)
            .ShouldBe("IPv4 shrinks from 3 to 1 prefixes, by more than half");
    }

    [Fact]
    public void Refusal_Families_AreSeenApart()
    {
        FeedGuard.Refusal(Feed("192.0.2.0/24", "2001:db8::/32"), Feed("192.0.2.0/24")).ShouldBeNull("a family may appear");
        FeedGuard.Refusal(Feed("192.0.2.0/24"), Feed("192.0.2.0/24", "2001:db8::/32"))
            .ShouldBe("IPv6 shrinks from 1 to 0 prefixes, by more than half");
    }

    [Fact]
    public void Refusal_ThirdOfEachFeed_IsSaid()
    {
        foreach (var (type, bytes) in FeedSamples.All())
        {
            var whole = FeedSamples.Parse(type, bytes);
            var third = new FeedContent([.. whole.Entries.DistinctBy(entry => entry.Prefix).Where((_, i) => i % 3 == 0)], 0);

            FeedGuard.Refusal(third, whole).ShouldNotBeNull(type);
        }
    }

    private static IEnumerable<string> Hosts(int count) => Enumerable.Range(0, count).Select(i => $"192.0.2.{i}/32");

    private static FeedContent Feed(params string[] prefixes) =>
        new([.. prefixes.Select(prefix => new FeedEntry(IpPrefix.Parse(prefix), null))], 0);
}
