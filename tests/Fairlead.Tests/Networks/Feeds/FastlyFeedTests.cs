namespace Fairlead.Tests.Networks.Feeds;

public sealed class FastlyFeedTests
{
    [Fact]
    public void Parse_Sample_GivesPrefixesWithoutRegions() =>
        FeedSamples.Text(TextFeedSamples.Parse("fastly", TextFeedSamples.Fastly))
            .ShouldBe(["23.235.32.0/20 -", "43.249.72.0/22 -", "2a04:4e40::/32 -", "2a04:4e42::/32 -"]);

    [Fact]
    public void Parse_RegionOfTheSource_IsThatOfEveryPrefix() =>
        FeedSamples.Text(TextFeedSamples.Parse("fastly", """{"addresses": ["23.235.32.0/20"]}""", "anycast")).ShouldBe(["23.235.32.0/20 anycast"]);

    [Theory]
    [InlineData("[]", "the document is not an object")]
    [InlineData("""{"ipv6_addresses": ["2a04:4e40::/32"]}""", "the document has no addresses")]
    [InlineData("""{"addresses": []}""", "it holds no prefix")]
    [InlineData("""{"addresses": "23.235.32.0/20"}""", "addresses is not an array")]
    [InlineData("""{"addresses": ["23.235.32.0/20"], "addresses": []}""", "addresses comes twice")]
    [InlineData("""{"addresses": [1]}""", "the prefix is not a string")]
    [InlineData("""{"addresses": ["23.235.32.0/33"]}""", "not a CIDR prefix: '23.235.32.0/33'")]
    [InlineData("""{"addresses": ["23.235.32.0/20"]""", "not JSON")]
    public void Parse_WrongShape_SaysWhat(string feed, string message) => TextFeedSamples.Refusal("fastly", feed).ShouldContain(message);
}
