namespace Fairlead.Tests.Networks.Feeds;

public sealed class Pfx2AsFeedTests
{
    [Fact]
    public void Parse_Sample_GivesTheFirstOriginThatIsOneAs()
    {
        var content = TextFeedSamples.Parse("pfx2as", TextFeedSamples.Pfx2As);

        TextFeedSamples.Asns(content).ShouldBe(["1.0.0.0/24 13335", "1.0.4.0/22 38803", "1.0.16.0/24 2519", "1.0.32.0/24 7", "2001:200::/32 2500"]);
        TextFeedSamples.Dropped(content).ShouldBe(["AS set: 1", "reserved ASN: 1"]);
        content.AsnNames.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_SetBesideAnAs_GivesTheAs() =>
        TextFeedSamples.Asns(TextFeedSamples.Parse("pfx2as", "1.0.0.0\t24\t4777,2516_13335\n1.0.0.9\t16\t3\n")).ShouldBe(["1.0.0.0/24 13335", "1.0.0.0/16 3"]);

    [Fact]
    public void Parse_PrefixOverABogon_IsCutAtItsEdges()
    {
        var content = TextFeedSamples.Parse("pfx2as", "192.0.0.0\t22\t3\n10.1.0.0\t16\t3\n");

        TextFeedSamples.Asns(content).ShouldBe(["192.0.1.0/24 3", "192.0.3.0/24 3"]);
        TextFeedSamples.Dropped(content).ShouldBe(["bogon prefix: 2"]);
    }

    [Theory]
    [InlineData("1.0.0.0\t24\n", "line 1: not the three fields")]
    [InlineData("1.0.0.0\t24\t1\t2\n", "line 1: not the three fields")]
    [InlineData("1.0.0.0/24\t24\t1\n", "line 1: not a CIDR prefix: '1.0.0.0/24/24'")]
    [InlineData("1.0.0.0\t33\t1\n", "line 1: not a CIDR prefix: '1.0.0.0/33'")]
    [InlineData("1.0.0.0\t\t1\n", "line 1: not a CIDR prefix: '1.0.0.0/'")]
    [InlineData("1.0.0.0\t24\t\n", "line 1: not an ASN: ''")]
    [InlineData("1.0.0.0\t24\t1_\n", "line 1: not an ASN: ''")]
    [InlineData("1.0.0.0\t24\t1_x\n", "line 1: not an ASN: 'x'")]
    [InlineData("1.0.0.0\t24\t{1}\n", "line 1: not an ASN: '{1}'")]
    [InlineData("::\t0\t1\n", "line 1: it says one thing of all of IPv6")]
    [InlineData("# a comment\n", "line 1: not the three fields")]
    public void Parse_WrongLine_NamesIt(string feed, string message) => TextFeedSamples.Refusal("pfx2as", feed).ShouldContain(message);
}
