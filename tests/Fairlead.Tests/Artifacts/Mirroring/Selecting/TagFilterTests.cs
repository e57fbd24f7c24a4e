using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Selecting.Tags;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting;

public sealed class TagFilterTests
{
    [Fact]
    public void Allows_NothingSet_LetsAllIn()
    {
        TagFilter.All.IsAll.ShouldBeTrue();
        TagFilter.All.Allows("latest").ShouldBeTrue();
    }

    [Theory]
    [InlineData("v1.30.1", true)]
    [InlineData("v1.30.1-alpine", false)] // a prerelease
    [InlineData("v1.29.0", false)] // not in the range
    [InlineData("1.30.1", false)] // not allowed
    [InlineData("v1.31.2", false)] // denied
    [InlineData("vlatest", false)] // no version
    public void Allows_AllowedInRangeAndNotDenied_IsWanted(string tag, bool expected)
    {
        var filter = new TagFilter { Allow = [Pattern("v*"), Pattern("x")], Deny = [Pattern("*.31.*")], Versions = Range(">=1.30") };
        filter.IsAll.ShouldBeFalse();
        filter.Allows(tag).ShouldBe(expected);
    }

    [Fact]
    public void Allows_DenyAlone_WinsOverAllow()
    {
        new TagFilter { Deny = [Pattern("*-rc*")] }.Allows("1.2-rc1").ShouldBeFalse();
        new TagFilter { Deny = [Pattern("*-rc*")] }.Allows("latest").ShouldBeTrue();
        new TagFilter { Allow = [Pattern("latest")], Deny = [Pattern("latest")] }.Allows("latest").ShouldBeFalse();
    }

    private static TagPattern Pattern(string text) => TagPattern.TryParse(text, out var pattern, out var problem) ? pattern : throw new ArgumentException(problem);

    private static VersionRange Range(string text) => VersionRange.TryParse(text, out var range, out var problem) ? range : throw new ArgumentException(problem);
}
