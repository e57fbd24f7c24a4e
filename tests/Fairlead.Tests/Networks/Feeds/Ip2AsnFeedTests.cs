namespace Fairlead.Tests.Networks.Feeds;

public sealed class Ip2AsnFeedTests
{
    [Fact]
    public void Parse_Sample_GivesAsnsNamesAndCountries()
    {
        var content = TextFeedSamples.Parse("ip2asn", TextFeedSamples.Ip2Asn);

        content.Entries.ShouldBeEmpty();
        TextFeedSamples.Asns(content).ShouldBe(
            ["1.0.0.0/24 13335", "1.0.4.0/22 38803", "2001:200::/40 2500", "2001:200:100::/41 2500", "2001:200:180::/43 2500", "2001:200:1a0::/44 2500", "2001:200:1b0::/45 2500", "2001:200:1b8::/47 2500"]);
        TextFeedSamples.Countries(content).Take(3).ShouldBe(["1.0.0.0/24 US", "1.0.4.0/22 AU", "1.1.1.0/24 AU"]);
        TextFeedSamples.Names(content).ShouldBe(["2500 WIDE-BB WIDE Project", "13335 CLOUDFLARENET", "38803 GTELECOM \"Gtelecom\" Pty, Ltd"]);
        TextFeedSamples.Dropped(content).ShouldBe(["not routed: 2", "reserved ASN: 1"]);
    }

    [Fact]
    public void Parse_Numbers_AreIPv4() =>
        TextFeedSamples.Asns(TextFeedSamples.Parse("ip2asn", "16777216\t16777471\t13335\tUS\tCLOUDFLARENET\n")).ShouldBe(["1.0.0.0/24 13335"]);

    [Theory]
    [InlineData("1.0.0.0\t1.0.0.255\t13335\tUS\n", "line 1: not the five fields")]
    [InlineData("1.0.0.0\t1.0.0.255\t13335\tUS\tX\tY\n", "line 1: not the five fields")]
    [InlineData("1.0.0.0,1.0.0.255,13335,US,X\n", "line 1: not the five fields")]
    [InlineData("\n1.0.0\t1.0.0.255\t13335\tUS\tX", "line 2: not an address: '1.0.0'")]
    [InlineData("1.0.0.0\t1.0.0.256\t13335\tUS\tX", "line 1: not an address: '1.0.0.256'")]
    [InlineData("1.0.0.255\t1.0.0.0\t13335\tUS\tX", "line 1: the range's end, 1.0.0.0, is before its start, 1.0.0.255")]
    [InlineData("1.0.0.0\t2001:200::\t13335\tUS\tX", "line 1: a range from one address family into the other")]
    [InlineData("1.0.0.0\t1.0.0.255\t4294967296\tUS\tX", "line 1: not an ASN: '4294967296'")]
    [InlineData("1.0.0.0\t1.0.0.255\tAS13335\tUS\tX", "line 1: not an ASN: 'AS13335'")]
    [InlineData("1.0.0.0\t1.0.0.255\t13335\tUnited States\tX", "line 1: not a country of two letters: 'United States'")]
    [InlineData("::\tffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\t0\tNone\tNot routed", "line 1: it says one thing of all of IPv6")]
    [InlineData("0.0.0.0\t255.255.255.255\t1\tUS\tX", "line 1: it says one thing of all of IPv4")]
    [InlineData("1.0.0.0\t1.0.0.255\t0\tNone\tNot routed\n", "the whole file: it holds no prefix")]
    [InlineData("10.0.0.0\t10.0.0.255\t13335\tUS\tX\n", "the whole file: it holds no prefix")]
    public void Parse_WrongLine_NamesIt(string feed, string message) => TextFeedSamples.Refusal("ip2asn", feed).ShouldContain(message);
}
