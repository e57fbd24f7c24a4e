using Fairlead.Artifacts.Promotion.Revisions;

namespace Fairlead.Tests.Artifacts.Promotion.Revisions;

public sealed class RevisionRangeTests
{
    [Theory]
    [InlineData("main..HEAD", "main", "HEAD", false)]
    [InlineData("origin/main...feature/x", "origin/main", "feature/x", true)]
    [InlineData("HEAD^1..HEAD", "HEAD^1", "HEAD", false)]
    [InlineData("main@{1 day ago}..v1.0.0", "main@{1 day ago}", "v1.0.0", false)]
    public void TryParse_Ranges_AreParsed(string text, string from, string to, bool fromMergeBase)
    {
        RevisionRange.TryParse(text, out var range, out var problem).ShouldBeTrue(problem);
        range.ShouldBe(new RevisionRange(from, to, fromMergeBase));
    }

    [Theory]
    [InlineData("main", "is no range")]
    [InlineData("", "is no range")]
    [InlineData("main..", "needs both of its ends")]
    [InlineData("..HEAD", "needs both of its ends")]
    [InlineData("...", "needs both of its ends")]
    [InlineData("a....b", "is no range")]
    [InlineData("a..b..c", "is no range")]
    [InlineData("--output=x..HEAD", "none begins with '-'")]
    [InlineData("main..--output=x", "none begins with '-'")]
    [InlineData("main..-", "none begins with '-'")]
    [InlineData("main..a\nb", "control characters")]
    [InlineData("ma\u001b[2Jin..a", "'ma\\u001b[2Jin'")]
    public void TryParse_AnythingElse_IsRefused(string text, string message)
    {
        RevisionRange.TryParse(text, out var range, out var problem).ShouldBeFalse();
        range.ShouldBeNull();
        problem.ShouldContain(message);
        problem.ShouldAllBe(c => !char.IsControl(c));
    }

    [Fact]
    public void TryParse_AnyLength_IsBounded() => RevisionRange.TryParse(new string('a', 2_000) + "..b", out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("", ".")]
    [InlineData("./a//b/", "a/b")]
    [InlineData(".", ".")]
    public void RepositoryPath_Paths_AreParsed(string text, string path)
    {
        RepositoryPath.TryParse(text, out var parsed, out _).ShouldBeTrue();
        parsed.ToString().ShouldBe(path);
    }

    [Theory]
    [InlineData("/a")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("a\nb")]
    public void RepositoryPath_WhatLeadsElsewhere_IsRefused(string text) => RepositoryPath.TryParse(text, out _, out _).ShouldBeFalse();
}
