using Fairlead.Artifacts.Mirroring.Selecting.Tags;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting.Tags;

public sealed class TagVersionTests
{
    [Theory]
    [InlineData("1.30.2", 1, 30, 2, "")]
    [InlineData("v1.30.2", 1, 30, 2, "")]
    [InlineData("3.10", 3, 10, 0, "")]
    [InlineData("v1.31.0-rc.1", 1, 31, 0, "rc.1")]
    [InlineData("3.5.15-0", 3, 5, 15, "0")]
    [InlineData("1.2.3_build.5", 1, 2, 3, "")]
    [InlineData("1.2.3-a-b_c", 1, 2, 3, "a-b")]
    [InlineData("1.2-alpine", 1, 2, 0, "alpine")]
    public void TryParseTag_Version_HasItsParts(string tag, long major, long minor, long patch, string prerelease)
    {
        TagVersion.TryParseTag(tag, out var version).ShouldBeTrue();
        version.ShouldBe(new TagVersion(major, minor, patch, prerelease));
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("1")]
    [InlineData("v")]
    [InlineData("vv1.2")]
    [InlineData("20240131")]
    [InlineData("1.2.3.4")]
    [InlineData("1..2")]
    [InlineData("01.2.3")]
    [InlineData("2024.01.31")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.x")]
    [InlineData("9999999999999999999.0.0")]
    public void TryParseTag_NoVersion_IsNone(string tag) => TagVersion.TryParseTag(tag, out _).ShouldBeFalse();

    [Fact]
    public void CompareTo_VersionsOfTheSpecification_AreInItsOrder()
    {
        // Semantic Versioning 2.0.0, 11.2 and 11.4
        string[] order =
        [
            "1.0.0-0", "1.0.0-2", "1.0.0-11", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
            "1.0.0", "2.0.0", "2.1.0", "2.1.1", "2.10.0", "10.0.0",
        ];
        var versions = order.Select(text => TagVersion.TryParseTag(text, out var version) ? version : throw new ArgumentException(text)).ToList();
        for (var i = 0; i < versions.Count; i++)
            for (var j = 0; j < versions.Count; j++) Math.Sign(versions[i].CompareTo(versions[j])).ShouldBe(Math.Sign(i.CompareTo(j)), $"{order[i]} {order[j]}");
    }
}
