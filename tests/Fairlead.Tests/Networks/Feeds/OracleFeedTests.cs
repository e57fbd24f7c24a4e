namespace Fairlead.Tests.Networks.Feeds;

public sealed class OracleFeedTests
{
    [Fact]
    public void Parse_Sample_GivesPrefixesAndRegions()
    {
        var content = TextFeedSamples.Parse("oracle", TextFeedSamples.Oracle);

        FeedSamples.Text(content).ShouldBe(["129.80.0.0/16 us-ashburn-1", "134.70.24.0/21 us-ashburn-1", "2603:c020::/36 eu-frankfurt-1"]);
        content.Masked.ShouldBe(1);
    }

    [Fact]
    public void Parse_RealFeed_IsReadWhole()
    {
        // Counted apart from the parser: each prefix has one line of the file.
        if (TextFeedSamples.Real("oracle-public-ip-ranges.json") is not { } real) return;
        var lines = System.Text.Encoding.UTF8.GetString(real).Split('\n').Count(line => line.Contains("\"cidr\":"));

        var entries = TextFeedSamples.Parse("oracle", real).Entries;

        entries.Count.ShouldBe(lines);
        entries.ShouldAllBe(entry => entry.Region != null);
    }

    [Theory]
    [InlineData("[]", "the document is not an object")]
    [InlineData("""{"prefixes": []}""", "the document has no regions")]
    [InlineData("""{"regions": {}}""", "regions is not an array")]
    [InlineData("""{"regions": []}""", "it holds no prefix")]
    [InlineData("""{"regions": [{"cidrs": []}]}""", "the region has no name")]
    [InlineData("""{"regions": [{"region": "x"}]}""", "the region has no cidrs")]
    [InlineData("""{"regions": [{"region": "x", "region": "y", "cidrs": []}]}""", "the region's name comes twice")]
    [InlineData("""{"regions": [{"region": "x y", "cidrs": []}]}""", "not a name of a region: 'x y'")]
    [InlineData("""{"regions": [{"region": "x", "cidrs": ["129.80.0.0/16"]}]}""", "the entry is not an object")]
    [InlineData("""{"regions": [{"region": "x", "cidrs": [{"tags": []}]}]}""", "the entry has no cidr")]
    [InlineData("""{"regions": [{"region": "x", "cidrs": [{"cidr": "129.80.0.0"}]}]}""", "not a CIDR prefix: '129.80.0.0'")]
    [InlineData("""{"regions": [{"region": "x", "cidrs": [{"cidr": "129.80.0.0/16"}]}]} x""", "not JSON")]
    public void Parse_WrongShape_SaysWhereAndWhat(string feed, string message)
    {
        var refusal = TextFeedSamples.Refusal("oracle", feed);
        refusal.ShouldContain(message);
        if (!refusal.StartsWith("the whole file", StringComparison.Ordinal)) refusal.ShouldStartWith("line 1, byte ");
    }
}
