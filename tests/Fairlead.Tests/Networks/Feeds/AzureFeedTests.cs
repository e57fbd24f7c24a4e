namespace Fairlead.Tests.Networks.Feeds;

public sealed class AzureFeedTests
{
    [Fact]
    public void Parse_Sample_GivesTheCloudTagsOnly() =>
        FeedSamples.Text(FeedSamples.Parse("azure", FeedSamples.Azure))
            .ShouldBe(["13.69.0.0/17 westeurope", "2603:1020:200::/46 westeurope", "13.64.0.0/16 westus", "13.69.0.0/17 -"]);

    [Theory]
    [InlineData("[]", "the document is not an object")]
    [InlineData("""{"prefixes": []}""", "the document has no values")]
    [InlineData("""{"values": 1}""", "values is not an array")]
    [InlineData("""{"values": []}""", "it holds no prefix")]
    [InlineData("""{"values": [], "values": []}""", "values comes twice")]
    [InlineData("""{"values": [[]]}""", "the service tag is not an object")]
    [InlineData("""{"values": [{"id": "AzureCloud"}]}""", "the service tag has no name")]
    [InlineData("""{"values": [{"name": 1}]}""", "the tag's name is not a string")]
    [InlineData("""{"values": [{"name": "AzureCloud", "name": "Sql"}]}""", "the tag's name comes twice")]
    [InlineData("""{"values": [{"name": "AzureCloud"}]}""", "the service tag has no properties")]
    [InlineData("""{"values": [{"name": "AzureCloud", "properties": {}, "properties": {}}]}""", "the tag's properties comes twice")]
    [InlineData("""{"values": [{"name": "AzureCloud", "properties": []}]}""", "properties is not an object")]
    [InlineData("""{"values": [{"name": "AzureCloud", "properties": {}}]}""", "properties has no addressPrefixes")]
    [InlineData("""{"values": [{"name": "AzureCloud", "properties": {"addressPrefixes": "192.0.2.0/24"}}]}""", "addressPrefixes is not an array")]
    [InlineData("""{"values": [{"name": "AzureCloud", "properties": {"addressPrefixes": [{}]}}]}""", "the prefix is not a string")]
    [InlineData("""{"values": [{"name": "AzureCloud", "properties": {"addressPrefixes": ["1.2.3.4/-1"]}}]}""", "not a CIDR prefix")]
    [InlineData("""{"values": [{"name": "AzureCloud.", "properties": {"addressPrefixes": ["192.0.2.0/24"]}}]}""", "not a name of a region: ''")]
    [InlineData("""{"values": [{"name": "AzureCloud.West US", "properties": {"addressPrefixes": ["192.0.2.0/24"]}}]}""", "not a name of a region: 'west us'")]
    public void Parse_WrongShape_SaysWhereAndWhat(string feed, string message) =>
        FeedSamples.Refusal("azure", feed).ShouldContain(message);
}
