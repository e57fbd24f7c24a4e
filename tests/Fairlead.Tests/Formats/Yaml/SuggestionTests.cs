using Fairlead.Formats.Yaml;

namespace Fairlead.Tests.Formats.Yaml;

public class SuggestionTests
{
    private static readonly string[] Names = ["aws", "gcp", "azure", "upstream", "us-east-1", "us-west-1"];

    [Theory]
    [InlineData("upstraem", "upstream")] // two swapped
    [InlineData("Upstream", "upstream")] // case
    [InlineData("upstrem", "upstream")]
    [InlineData("uppstreamm", "upstream")]
    [InlineData("gpc", "gcp")]
    [InlineData("us-est-1", "us-east-1")] // one edit beats two
    [InlineData("us-weest-1", "us-west-1")]
    public void Nearest_SlipOfTheFinger_FindsTheName(string word, string name) => Suggestion.Nearest(word, Names).ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("gws2")]
    [InlineData("downstream")]
    public void Nearest_OtherWord_FindsNothing(string word) => Suggestion.Nearest(word, ["gcp", "azure", "upstream"]).ShouldBeNull();

    [Fact]
    public void Suggest_ManyWords_StopsComparing()
    {
        var report = new YamlReport();
        var found = Enumerable.Range(0, 1000).Count(_ => report.Suggest("gpc", Names).Length > 0);
        found.ShouldBe(50);
    }
}
