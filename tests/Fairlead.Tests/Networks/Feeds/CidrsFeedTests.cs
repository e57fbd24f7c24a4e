namespace Fairlead.Tests.Networks.Feeds;

public sealed class CidrsFeedTests
{
    [Fact]
    public void Parse_Sample_GivesPrefixes()
    {
        var content = FeedSamples.Parse("cidrs", FeedSamples.Cidrs);

        FeedSamples.Text(content).ShouldBe(["192.0.2.0/24 -", "198.51.100.7/32 -", "2001:db8::/32 -", "2001:db8:1::5/128 -", "203.0.113.0/24 -"]);
        content.Masked.ShouldBe(1);
    }

    [Fact]
    public void Parse_RegionOfTheSource_IsThatOfEveryPrefix() =>
        FeedSamples.Text(FeedSamples.Parse("cidrs", "192.0.2.0/24\n2001:db8::/32\n", "fra1")).ShouldBe(["192.0.2.0/24 fra1", "2001:db8::/32 fra1"]);

    [Theory]
    [InlineData("", "it holds no prefix")]
    [InlineData("# nothing\n\n", "it holds no prefix")]
    [InlineData("192.0.2.0/24\n\n300.0.0.0/8\n", "line 3: not a CIDR prefix: '300.0.0.0/8'")]
    [InlineData("192.0.2.0/24 192.0.3.0/24", "line 1: not a CIDR prefix")]
    [InlineData("192.0.2.0/24\r192.0.3.0/24", "line 1: not a CIDR prefix")]
    [InlineData("192.0.2.0/24,NL", "line 1: not a CIDR prefix")]
    [InlineData("::ffff:192.0.2.0/120", "line 1: not a CIDR prefix")]
    [InlineData("\u001b[2J", "line 1: not a CIDR prefix: '?[2J'")]
    [InlineData("{}", "line 1: not a CIDR prefix: '{}'")]
    public void Parse_WrongLine_NamesIt(string feed, string message) =>
        FeedSamples.Refusal("cidrs", feed).ShouldContain(message);

    [Fact]
    public void Parse_LongLine_IsRefusedWithoutBeingQuoted() =>
        FeedSamples.Refusal("cidrs", "192.0.2.0/24\n" + new string('1', 1_000_000)).ShouldBe("line 2: far too long for a CIDR prefix");
}
