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

    [Theory]
    [InlineData("0.0.0.0", "255.255.255.255", "0.0.0.0/0 is wider than /6")]
    [InlineData("0.0.0.1", "255.255.255.254", "8.0.0.0/5 is wider than /6")]
    [InlineData("8.0.0.0", "15.255.255.255", "8.0.0.0/5 is wider than /6")]
    [InlineData("4.0.0.0", "7.255.255.255", null)]
    [InlineData("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0 is wider than /12")]
    [InlineData("2a00::", "2a1f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2a00::/11 is wider than /12")]
    [InlineData("2a00::", "2a0f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null)]
    public void Refusal_WideRangeOfAnAsnOrCountry_SaysWhichPrefix(string first, string last, string? refusal)
    {
        foreach (var feed in Kinds(numbers => numbers.AddRange(IpAddress.Parse(first), IpAddress.Parse(last), 1)))
        {
            FeedGuard.Refusal(feed, null).ShouldBe(refusal);
            FeedGuard.Refusal(feed, feed).ShouldBeNull("what is in use may stay");
        }
    }

    [Fact]
    public void Refusal_AsnsAndCountries_AreEachHeldToTheSameProportions()
    {
        var kinds = new[] { "ASNs", "countries" };
        var before = Numbers("10.0.0.0/9", "192.0.2.0/24", "198.51.100.0/24", "2001:db8::/33");
        var fewer = Numbers("10.0.0.0/9", "2001:db8::/33");
        var one = Numbers("10.0.0.0/9", "2001:db8::/33");
        foreach (var (i, kind) in kinds.Index())
        {
            FeedGuard.Refusal(before[i], before[i]).ShouldBeNull();
            FeedGuard.Refusal(fewer[i], before[i]).ShouldBe($"IPv4 of {kind} shrinks from 3 to 1 prefixes, by more than half");
            FeedGuard.Refusal(Numbers("11.0.0.0/24", "192.0.2.0/24", "198.51.100.0/24", "2001:db8::/33")[i], before[i])
                .ShouldNotBeNull().ShouldStartWith($"IPv4 of {kind} shrinks to ");
            FeedGuard.Refusal(Numbers("10.0.0.0/7", "192.0.2.0/24", "2001:db8::/33")[i], before[i]).ShouldNotBeNull().ShouldStartWith($"IPv4 of {kind} grows to ");
            FeedGuard.Refusal(Numbers("10.0.0.0/9", "192.0.2.0/24")[i], before[i]).ShouldBe($"IPv6 of {kind} shrinks from 1 to 0 prefixes, by more than half");
            FeedGuard.Refusal(new FeedContent([], 0), one[i]).ShouldNotBeNull("a kind may not go");
            FeedGuard.Refusal(one[i], new FeedContent([], 0)).ShouldBeNull("it may appear");
        }
    }

    [Fact]
    public void Refusal_PrefixesInAnyOrder_CountTheSame()
    {
        string[] prefixes = ["10.0.0.0/9", "10.64.0.0/10", "10.0.0.0/9", "192.0.2.0/24", "192.0.2.0/25", "2001:db8::/32", "2001:db8::/48", "::/128"];
        var random = new Random(1);
        var before = Numbers(prefixes);
        for (var round = 0; round < 20; round++)
        {
            random.Shuffle(prefixes);
            foreach (var (after, old) in Numbers(prefixes).Zip(before)) FeedGuard.Refusal(after, old).ShouldBeNull();
        }
    }

    [Fact]
    public void Refusal_AMillionPrefixes_TakesLittleRoom()
    {
        var numbers = new PrefixNumbers();
        for (uint i = 0; i < 1_000_000; i++) numbers.Add(IpPrefix.Of(IpAddress.V4(i << 8), 24), i);
        var feed = new FeedContent([], 0) { Asns = numbers };

        var before = GC.GetAllocatedBytesForCurrentThread();
        FeedGuard.Refusal(feed, feed).ShouldBeNull();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 16, "they are in order: there is nothing to be sorted");
    }

    private static FeedContent[] Numbers(params string[] prefixes) => Kinds(numbers =>
    {
        foreach (var prefix in prefixes) numbers.Add(IpPrefix.Parse(prefix), 1);
    });

    private static FeedContent[] Kinds(Action<PrefixNumbers> fill)
    {
        var numbers = new PrefixNumbers();
        fill(numbers);
        return [new FeedContent([], 0) { Asns = numbers }, new FeedContent([], 0) { Countries = numbers }];
    }

    private static IEnumerable<string> Hosts(int count) => Enumerable.Range(0, count).Select(i => $"192.0.2.{i}/32");

    private static FeedContent Feed(params string[] prefixes) =>
        new([.. prefixes.Select(prefix => new FeedEntry(IpPrefix.Parse(prefix), null))], 0);
}
