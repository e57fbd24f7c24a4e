using Fairlead.Demo.Registry;

namespace Fairlead.Tests.Demo.Registry;

public sealed class TagPageTests
{
    private static readonly string[] Tags = ["v2", "latest", "V1", "v1", "v10"];

    [Theory]
    [InlineData(null, null, "latest V1 v1 v10 v2", false)]
    [InlineData(2, null, "latest V1", true)]
    [InlineData(2, "V1", "v1 v10", true)]
    [InlineData(2, "v10", "v2", false)]
    [InlineData(5, null, "latest V1 v1 v10 v2", false)]
    [InlineData(0, null, "", false)]
    [InlineData(null, "m", "V1 v1 v10 v2", false)]
    [InlineData(2, "v2", "", false)]
    public void Of_CountAndLast_IsThatPage(int? count, string? last, string expected, bool hasMore)
    {
        var page = TagPage.Of(Tags, count, last);
        string.Join(' ', page.Tags).ShouldBe(expected);
        page.HasMore.ShouldBe(hasMore);
    }
}
