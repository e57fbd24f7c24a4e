using Fairlead.Artifacts.Mirroring.Selecting.Tags;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting.Tags;

public sealed class TagPatternTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "v1.2", true)]
    [InlineData("v1.*", "v1.2", true)]
    [InlineData("v1.*", "v1.", true)]
    [InlineData("v1.*", "v1", false)]
    [InlineData("v1.?", "v1.2", true)]
    [InlineData("v1.?", "v1.10", false)]
    [InlineData("*-rc.*", "v1.31.0-rc.1", true)]
    [InlineData("*-rc.*", "v1.31.0", false)]
    [InlineData("latest", "latest", true)]
    [InlineData("latest", "Latest", false)]
    [InlineData("*a*b", "xaybab", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("**", "x", true)]
    public void Matches_Tag_IsAsThePatternSays(string pattern, string tag, bool expected)
    {
        Parse(pattern).Matches(tag).ShouldBe(expected);
        Oracle(pattern, tag).ShouldBe(expected);
    }

    [Fact]
    public void Matches_RandomPatterns_AgreesWithTheOracle()
    {
        var random = new Random(1);
        var matching = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var pattern = Text(random, "ab.*?*", 1, 8);
            var tag = Text(random, "ab.", 0, 9);
            var expected = Oracle(pattern, tag);
            Parse(pattern).Matches(tag).ShouldBe(expected, $"{pattern} {tag}");
            if (expected) matching++;
        }
        matching.ShouldBeInRange(5_000, 45_000);
    }

    [Fact]
    public void Matches_PatternOfManyStars_EndsSoon() => // a naive matcher tries some 10^30 ways
        Parse(string.Concat(Enumerable.Repeat("a*", 60)) + "b").Matches(new string('a', 128)).ShouldBeFalse();

    [Theory]
    [InlineData("", "the pattern is empty")]
    [InlineData("v1.[0-9]", "no tag has a '[' (character 4)")]
    [InlineData("a b", "no tag has a ' ' (character 2)")]
    [InlineData("a\u001b", "no tag has a '\\u001b' (character 2)")]
    public void TryParse_WrongPattern_SaysWhere(string text, string expected)
    {
        TagPattern.TryParse(text, out var pattern, out var problem).ShouldBeFalse();
        pattern.ShouldBeNull();
        problem!.ShouldContain(expected);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void TryParse_Length_HasItsLimit(int length, bool expected) => TagPattern.TryParse(new string('*', length), out _, out _).ShouldBe(expected);

    private static TagPattern Parse(string text) => TagPattern.TryParse(text, out var pattern, out var problem) ? pattern : throw new ArgumentException(problem);

    private static string Text(Random random, string alphabet, int min, int max) =>
        string.Concat(Enumerable.Range(0, random.Next(min, max)).Select(_ => alphabet[random.Next(alphabet.Length)]));

    private static bool Oracle(string pattern, string tag) => pattern.Length == 0
        ? tag.Length == 0
        : pattern[0] == '*'
            ? Enumerable.Range(0, tag.Length + 1).Any(skip => Oracle(pattern[1..], tag[skip..]))
            : tag.Length > 0 && (pattern[0] == '?' || pattern[0] == tag[0]) && Oracle(pattern[1..], tag[1..]);
}
