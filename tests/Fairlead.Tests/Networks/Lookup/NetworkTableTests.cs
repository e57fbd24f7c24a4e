using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Lookup;

public sealed class NetworkTableTests
{
    private static readonly Func<string, string?> Amazon = network => network is "aws" or "amazon" or "ec2" ? "amazon" : null;

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Find_EmptyTable_IsNone(string address)
    {
        NetworkTable.Empty.Find(IpAddress.Parse(address)).ShouldBe(0);
        NetworkTable.Empty.Facts.Length.ShouldBe(1);
        NetworkTable.Empty.Facts[0].ShouldBe(OriginFacts.None);
    }

    [Theory]
    [InlineData("10.0.0.0", "aws", null, 8)]
    [InlineData("10.1.0.0", "aws", "eu-west-3", 16)]
    [InlineData("10.1.255.255", "aws", "eu-west-3", 16)]
    [InlineData("10.2.0.0", "aws", null, 8)]
    [InlineData("10.1.2.3", "aws", "eu-west-1", 32)]
    [InlineData("9.255.255.255", null, null, 0)]
    [InlineData("11.0.0.0", null, null, 0)]
    [InlineData("2001:db8::", "gcp", "r1", 32)]
    [InlineData("2001:db8:0:1:8000::", "gcp", "r2", 65)]
    [InlineData("2001:db8:0:1:7fff:ffff:ffff:ffff", "gcp", "r1", 32)]
    [InlineData("2001:db9::", null, null, 0)]
    [InlineData("fd00::1", "lab", null, 8)]
    public void Find_OneLevel_LongestPrefixWins(string address, string? network, string? region, byte length)
    {
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "aws", null, "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.1.0.0/16"), "aws", "eu-west-3", "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.1.2.3/32"), "aws", "eu-west-1", "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("2001:db8::/32"), "gcp", "r1", "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("2001:db8:0:1:8000::/65"), "gcp", "r2", "feed", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("fd00::/8"), "lab", null, "feed", Trust.CloudFeed);

        var facts = Find(builder, address);

        (facts.Network, facts.Region, facts.PrefixLength).ShouldBe((network, region, length));
        facts.Source.ShouldBe(network is null ? null : "feed");
    }

    [Fact]
    public void Find_MoreTrustedShorterPrefix_HidesLessTrustedLonger()
    {
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("10.1.2.0/24"), "azure", "francecentral", "azure", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "us", "here", "policy", Trust.Policy);

        Find(builder, "10.1.2.3").ShouldBe(new OriginFacts { Network = "us", Region = "here", Source = "policy", PrefixLength = 8 });
    }

    [Fact]
    public void Find_SamePrefixTwice_FirstWins()
    {
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "aws", "r1", "a", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "aws", "r2", "b", Trust.CloudFeed);

        Find(builder, "10.0.0.0").Region.ShouldBe("r1");
    }

    [Theory]
    [InlineData("aws", "r1")]
    [InlineData("ec2", "r1")]
    [InlineData("gcp", null)]
    public void Find_SamePrefixRegionlessFirst_RegionOfTheSameOwnerWins(string second, string? region)
    {
        var builder = new NetworkTableBuilder(Amazon);
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "aws", null, "a", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), second, "r1", "b", Trust.CloudFeed);

        Find(builder, "10.0.0.0").Region.ShouldBe(region);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", "aws", "aws", 16)] // nested, the same owner
    [InlineData("10.1.0.0/16", "10.1.0.0/16", "aws", "aws", 16)] // equal
    [InlineData("10.1.0.0/16", "10.0.0.0/8", "aws", "amazon", 16)] // not nested: the region is of something larger
    [InlineData("10.0.0.0/8", "10.1.0.0/16", "gcp", "amazon", 8)] // another owner
    public void Find_RegionlessPolicyOverFeed_TakesTheNestedRegionalFactWhole(string policy, string feed, string network, string found, byte length)
    {
        var builder = new NetworkTableBuilder(Amazon);
        builder.Add(IpPrefix.Parse(policy), "amazon", null, "policy", Trust.Policy);
        builder.Add(IpPrefix.Parse(feed), network, "eu-west-3", "feed", Trust.CloudFeed);

        var facts = Find(builder, "10.1.2.3");

        (facts.Network, facts.PrefixLength).ShouldBe((found, length));
        (facts.Region, facts.Source).ShouldBe(found == "amazon" ? (null, "policy") : ("eu-west-3", "feed"));
    }

    [Fact]
    public void Find_OwnerUnknown_NetworkIsItsOwnOwner()
    {
        var builder = new NetworkTableBuilder(_ => null);
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "a", null, "s1", Trust.Policy);
        builder.Add(IpPrefix.Parse("10.1.0.0/16"), "b", "r", "s2", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.1.0.0/16"), "a", "r", "s3", Trust.Geofeed);

        Find(builder, "10.1.0.0").Source.ShouldBe("s3");
    }

    [Fact]
    public void Find_WholeSpaces_StayApart()
    {
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("0.0.0.0/0"), "four", null, "s", Trust.AsnData);
        builder.Add(IpPrefix.Parse("::/0"), "six", null, "s", Trust.AsnData);

        Find(builder, "255.255.255.255").Network.ShouldBe("four");
        Find(builder, "::ffff:1.2.3.4").Network.ShouldBe("four");
        Find(builder, "::").Network.ShouldBe("six");
        Find(builder, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").Network.ShouldBe("six");
    }

    [Fact]
    public void Facts_PrefixesOfOneRegionAndLength_ShareOne()
    {
        var builder = new NetworkTableBuilder();
        for (var i = 0u; i < 256; i++) builder.Add(IpPrefix.Of(IpAddress.V4(i << 25), 8), "aws", "r1", "s", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("2001:db8::/8"), "aws", "r1", "s", Trust.CloudFeed);

        var table = builder.Build();

        table.Facts.Length.ShouldBe(2);
        (table.PrefixesV4, table.PrefixesV6).ShouldBe((128, 1));
    }

    [Fact]
    public void Build_AfterMoreIsAdded_GivesAnotherTable()
    {
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "aws", "r1", "s", Trust.CloudFeed);
        var before = builder.Build();
        builder.Add(IpPrefix.Parse("10.0.0.0/9"), "aws", "r2", "s", Trust.CloudFeed);
        var after = builder.Build();

        var address = IpAddress.Parse("10.0.0.0");
        before.Facts[before.Find(address)].Region.ShouldBe("r1");
        after.Facts[after.Find(address)].Region.ShouldBe("r2");
    }

    [Fact]
    public void Find_ManyFacts_OutnumbersSixteenBits()
    {
        var builder = new NetworkTableBuilder();
        for (var i = 0u; i < 70_000; i++) builder.Add(IpPrefix.Of(IpAddress.V4(i << 8), 24), "geo", $"r{i}", "s", Trust.Geofeed);

        var table = builder.Build();

        table.Facts.Length.ShouldBe(70_001);
        table.Facts[table.Find(IpAddress.V4((69_999u << 8) + 1))].Region.ShouldBe("r69999");
    }

    [Fact]
    public void Find_AnyAddress_AllocatesNothing()
    {
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("10.1.2.0/25"), "aws", null, "s", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("2001:db8::/65"), "aws", null, "s", Trust.CloudFeed);
        var table = builder.Build();
        IpAddress[] addresses = [IpAddress.Parse("10.1.2.3"), IpAddress.Parse("2001:db8::"), IpAddress.Parse("2001:db8::ffff:0:0:0")];

        Allocations.Of(() =>
        {
            foreach (var address in addresses) table.Find(address);
        }).ShouldBe(0);
    }

    private static OriginFacts Find(NetworkTableBuilder builder, string address)
    {
        var table = builder.Build();
        return table.Facts[table.Find(IpAddress.Parse(address))];
    }
}
