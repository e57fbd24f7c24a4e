namespace Fairlead.Tests.Networks.Feeds;

public sealed class GcpFeedTests
{
    [Fact]
    public void Parse_Sample_GivesPrefixesAndRegions() =>
        FeedSamples.Text(FeedSamples.Parse("gcp", FeedSamples.Gcp))
            .ShouldBe(["34.1.208.0/20 africa-south1", "34.96.64.0/18 -", "2600:1900:8000::/44 africa-south1"]);

    [Fact]
    public void Parse_EntryOfBothFamilies_GivesBoth() =>
        FeedSamples.Text(FeedSamples.Parse("gcp", """{"prefixes": [{"ipv6Prefix": "2001:db8::/32", "scope": "x", "ipv4Prefix": "192.0.2.0/24"}]}"""))
            .ShouldBe(["192.0.2.0/24 x", "2001:db8::/32 x"]);

    [Theory]
    [InlineData("null", "the document is not an object")]
    [InlineData("""{"values": []}""", "the document has no prefixes")]
    [InlineData("""{"prefixes": null}""", "prefixes is not an array")]
    [InlineData("""{"prefixes": []}""", "it holds no prefix")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "scope": "x"}]}""", "the entry has no prefix")]
    [InlineData("""{"prefixes": [{"ipv4Prefix": "192.0.2.0/24"}]}""", "the entry has no region")]
    [InlineData("""{"prefixes": [{"ipv4Prefix": "192.0.2.0/33", "scope": "x"}]}""", "not a CIDR prefix: '192.0.2.0/33'")]
    [InlineData("""{"prefixes": [{"ipv4Prefix": "192.0.2.0/24", "scope": "x"}]}]""", "not JSON")]
    public void Parse_WrongShape_SaysWhereAndWhat(string feed, string message) =>
        FeedSamples.Refusal("gcp", feed).ShouldContain(message);
}
