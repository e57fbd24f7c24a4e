namespace Fairlead.Tests.Networks.Feeds;

public sealed class AwsFeedTests
{
    [Fact]
    public void Parse_Sample_GivesPrefixesAndRegions()
    {
        var content = FeedSamples.Parse("aws", FeedSamples.Aws);

        FeedSamples.Text(content).ShouldBe(["3.4.12.4/32 eu-west-1", "52.93.0.0/16 -", "3.5.140.0/22 ap-northeast-2", "2600:1f18::/33 us-east-1"]);
        content.Masked.ShouldBe(1);
    }

    [Fact]
    public void Parse_MembersUnknownReorderedAndEscaped_AreTolerated()
    {
        const string feed = """
            {"new": {"a": [1, {"b": null}]}, "\u0070refixes": [{"region": "us-east-1", "tags": ["x"], "ip_prefix": "192.0.2.0\/24"}]}
            """;

        FeedSamples.Text(FeedSamples.Parse("aws", feed)).ShouldBe(["192.0.2.0/24 us-east-1"]);
    }

    [Fact]
    public void Parse_EqualRegions_AreOneString()
    {
        const string feed = """
            {"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "a"}, {"ip_prefix": "192.0.3.0/24", "region": "b"}, {"ip_prefix": "192.0.4.0/24", "region": "a"}]}
            """;

        var entries = FeedSamples.Parse("aws", feed).Entries;

        entries[2].Region.ShouldBeSameAs(entries[0].Region);
    }

    [Theory]
    [InlineData("[]", "line 1, byte 1: the document is not an object")]
    [InlineData("{}", "the document has no prefixes")]
    [InlineData("""{"ipv6_prefixes": []}""", "the document has no prefixes")]
    [InlineData("""{"prefixes": {}}""", "line 1, byte 14: prefixes is not an array")]
    [InlineData("""{"prefixes": []}""", "it holds no prefix")]
    [InlineData("""{"prefixes": [], "prefixes": []}""", "prefixes comes twice")]
    [InlineData("""{"prefixes": ["192.0.2.0/24"]}""", "the entry is not an object")]
    [InlineData("""{"prefixes": [{"region": "x"}]}""", "the entry has no prefix")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24"}]}""", "the entry has no region")]
    [InlineData("""{"prefixes": [{"ip_prefix": 7, "region": "x"}]}""", "the prefix is not a string")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": null}]}""", "the region is not a string")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": ""}]}""", "not a name of a region: ''")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "a\r\nb"}]}""", "not a name of a region: 'a??b'")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "x", "region": "y"}]}""", "region comes twice")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "ip_prefix": "192.0.2.0/24", "region": "x"}]}""", "prefix comes twice")]
    [InlineData("{\"prefixes\": [\n{\"ip_prefix\": \"300.0.0.0/8\", \"region\": \"x\"}]}", "line 2, byte 15: not a CIDR prefix: '300.0.0.0/8'")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0", "region": "x"}]}""", "not a CIDR prefix: '192.0.2.0'")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "x"}""", "not JSON")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "x"}]} x""", "line 1, byte 62: not JSON")]
    [InlineData("""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "x"}], }""", "not JSON")]
    [InlineData("""{"prefixes": [{"ip_prefix": "\ud800", "region": "x"}]}""", "half a surrogate pair")]
    [InlineData("""{"pref\ud800es": []}""", "half a surrogate pair")]
    [InlineData("", "not JSON")]
    [InlineData("<html>", "line 1, byte 1: not JSON")]
    public void Parse_WrongShape_SaysWhereAndWhat(string feed, string message) =>
        FeedSamples.Refusal("aws", feed).ShouldContain(message);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Parse_LongRegion_IsRefusedPastTheLimit(int length, bool fits)
    {
        var feed = $$"""{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "{{new string('x', length)}}"}]}""";

        if (fits) FeedSamples.Parse("aws", feed).Entries.Count.ShouldBe(1);
        else FeedSamples.Refusal("aws", feed).Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void Parse_DeepNesting_IsRefused() =>
        FeedSamples.Refusal("aws", "{\"x\": " + new string('[', 200_000)).ShouldContain("not JSON");
}
