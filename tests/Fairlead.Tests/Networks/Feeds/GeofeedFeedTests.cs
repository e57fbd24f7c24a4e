using System.Text;
using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class GeofeedFeedTests
{
    [Fact]
    public void Parse_Sample_GivesRegionsAndCountries()
    {
        var content = TextFeedSamples.Parse("geofeed", TextFeedSamples.Geofeed);

        FeedSamples.Text(content).ShouldBe(
            ["5.101.96.0/21 nl-nh", "24.144.64.0/22 us-nj", "37.139.0.1/32 -", "45.55.0.0/16 -", "46.101.0.0/16 -", "2400:6180::/32 sg-05"]);
        TextFeedSamples.Countries(content).ShouldBe(["5.101.96.0/21 NL", "24.144.64.0/22 US", "37.139.0.1/32 NL", "2400:6180::/32 SG"]);
        content.Masked.ShouldBe(1);
        content.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_RealFeed_IsReadWhole()
    {
        if (TextFeedSamples.Real("digitalocean.csv") is not { } real) return;
        var lines = Encoding.UTF8.GetString(real).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var content = TextFeedSamples.Parse("geofeed", real);

        FeedSamples.Text(content).ShouldBe(lines.Select(line => line.Split(',')).Select(fields => $"{fields[0]} {fields[2].ToLowerInvariant()}"));
        content.Countries.Count.ShouldBe(lines.Length);
    }

    [Fact]
    public void Parse_SamePrefixWithTheSamePlace_IsCounted()
    {
        var content = TextFeedSamples.Parse("geofeed", "5.101.96.0/21,NL,NL-NH,Amsterdam,\n5.101.96.0/21,nl,nl-nh,Haarlem,\n");

        FeedSamples.Text(content).ShouldBe(["5.101.96.0/21 nl-nh"]);
        TextFeedSamples.Dropped(content).ShouldBe(["repeated entry: 1"]);
    }

    [Theory]
    [InlineData("5.101.96.0/21,NL\n\nprefix,country,region,city,postal\n", "line 3: not a CIDR prefix: 'prefix'")]
    [InlineData(",NL,NL-NH,Amsterdam,", "line 1: not a CIDR prefix: ''")]
    [InlineData("5.101.96.0/21,NLD", "line 1: not a country of two letters: 'NLD'")]
    [InlineData("5.101.96.0/21,NL,North Holland", "line 1: not a code of a region: 'North Holland'")]
    [InlineData("5.101.96.0/21,NL,NL-ÑH", "line 1: not a code of a region: 'NL-?H'")]
    [InlineData("5.101.96.0/21,NL,\"NL-NH", "line 1: a quote that is")]
    [InlineData("::/0,NL", "line 1: it says one thing of all of IPv6")]
    [InlineData("0.0.0.0/0,NL", "line 1: it says one thing of all of IPv4")]
    [InlineData("5.101.96.0/21,NL\n5.101.97.0/24,NL\n5.101.96.9/21,US\n", "line 3: 5.101.96.0/21 comes a second time, with another place")]
    public void Parse_WrongLine_NamesIt(string feed, string message) => TextFeedSamples.Refusal("geofeed", feed).ShouldContain(message);

    [Fact]
    public void Parse_TooMuch_IsRefused()
    {
        var regions = string.Concat(Enumerable.Range(0, FeedEntries.MostRegions + 1).Select(i => $"5.{i >> 8}.{i & 255}.0/24,NL,NL-{i}\n"));
        TextFeedSamples.Refusal("geofeed", regions).ShouldBe("line 1001: more than 1000 regions");
        TextFeedSamples.Refusal("geofeed", "5.101.96.0/21,NL," + new string('x', 1000)).ShouldStartWith("line 1: not a code of a region");
    }
}
