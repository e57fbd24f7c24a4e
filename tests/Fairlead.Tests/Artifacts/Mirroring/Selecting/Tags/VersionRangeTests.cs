using Fairlead.Artifacts.Mirroring.Selecting.Tags;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting.Tags;

public sealed class VersionRangeTests
{
    [Theory] // as npm's semver has it: node-semver, README.md, "Advanced Range Syntax"
    [InlineData(">=1.28.0 <2", "1.28.0 1.99.1", "1.27.9 2.0.0 2.0.0-rc.1 1.28.0-rc.1")]
    [InlineData(">= 1.28, < 2", "1.28.0 1.30.0", "1.27.0 2.0.0")]
    [InlineData("~1.30", "1.30.0 1.30.9", "1.29.9 1.31.0 1.31.0-a 1.30.0-a")]
    [InlineData("~1.2.3", "1.2.3 1.2.9", "1.2.2 1.3.0")]
    [InlineData("~1", "1.0.0 1.9.0", "0.9.9 2.0.0")]
    [InlineData("^1.2", "1.2.0 1.99.0", "1.1.9 2.0.0")]
    [InlineData("^0.2.3", "0.2.3 0.2.9", "0.2.2 0.3.0")]
    [InlineData("^0.0.3", "0.0.3", "0.0.2 0.0.4")]
    [InlineData("^0.0", "0.0.0 0.0.9", "0.1.0")]
    [InlineData("^0", "0.0.0 0.9.0", "1.0.0")]
    [InlineData("^1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.4 1.2.3 1.3.0", "1.2.3-beta.1 1.2.4-beta.2 2.0.0")]
    [InlineData("1.x", "1.0.0 1.9.9", "0.9.0 2.0.0")]
    [InlineData("1.2.*", "1.2.0 1.2.9", "1.3.0")]
    [InlineData("*", "0.0.0 9.9.9", "1.0.0-a")]
    [InlineData("1.2", "1.2.0 1.2.5", "1.3.0 1.1.9")]
    [InlineData("=1.2.3", "1.2.3", "1.2.4")]
    [InlineData("v1.2.3", "1.2.3", "1.2.2")]
    [InlineData(">1.2", "1.3.0", "1.2.0 1.2.9")]
    [InlineData("<1.2", "1.1.9", "1.2.0 1.2.0-a")]
    [InlineData("<=1.2", "1.2.9", "1.3.0")]
    [InlineData(">1.2.3", "1.2.4", "1.2.3")]
    [InlineData("<1.2.3-rc.2", "1.2.3-rc.1 1.2.2", "1.2.3 1.2.3-rc.2 1.2.2-rc.1")]
    [InlineData("1.2 - 1.4", "1.2.0 1.4.9", "1.1.9 1.5.0")]
    [InlineData("1.2.3 - 1.4.5", "1.2.3 1.4.5", "1.2.2 1.4.6")]
    [InlineData("~1.28||~1.30", "1.28.1 1.30.1", "1.29.0 1.31.0")]
    [InlineData(">=1.0.0-rc.1 <1.0.0 || 2.x", "1.0.0-rc.1 2.5.0", "1.0.0 0.9.0")]
    [InlineData(">*", "", "0.0.0 1.0.0")]
    public void Contains_Version_IsAsNpmSays(string text, string inside, string outside)
    {
        VersionRange.TryParse(text, out var range, out var problem).ShouldBeTrue(problem);
        foreach (var version in inside.Split(' ', StringSplitOptions.RemoveEmptyEntries)) range.Contains(Version(version)).ShouldBeTrue(version);
        foreach (var version in outside.Split(' ')) range.Contains(Version(version)).ShouldBeFalse(version);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(" ", 2)]
    [InlineData("latest", 1)]
    [InlineData(">=", 3)]
    [InlineData(">=1.28 <", 9)]
    [InlineData("1.2.3.4", 6)]
    [InlineData("1.y", 3)]
    [InlineData("01.2", 1)]
    [InlineData("1.2 ||", 7)]
    [InlineData("|| 1.2", 1)]
    [InlineData("1.2 | 1.3", 5)]
    [InlineData("1.2,", 5)]
    [InlineData("1.2.3-", 7)]
    [InlineData("1.2.3-a..b", 7)]
    [InlineData(">>1.2", 2)]
    [InlineData("1.2 - ", 7)]
    [InlineData("1.2\u001b", 4)]
    public void TryParse_WrongRange_SaysWhere(string text, int character)
    {
        VersionRange.TryParse(text, out var range, out var problem).ShouldBeFalse();
        range.ShouldBeNull();
        problem!.ShouldContain($": character {character} has to begin ");
        problem.All(c => !char.IsControl(c)).ShouldBeTrue();
    }

    [Fact]
    public void Contains_RandomRanges_AgreesWithTheOracle()
    {
        var random = new Random(1);
        string[] operators = ["<", "<=", "=", ">=", ">", "~", "^", ""];
        var inside = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var op = operators[random.Next(operators.Length)];
            int[] named = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(4))];
            var version = new TagVersion(random.Next(4), random.Next(4), random.Next(4), "");
            var text = op + string.Join('.', named);
            VersionRange.TryParse(text, out var range, out var problem).ShouldBeTrue(problem);
            var expected = Oracle(op, named, version);
            range.Contains(version).ShouldBe(expected, $"{text} {version}");
            if (expected) inside++;
        }
        inside.ShouldBeInRange(4_000, 16_000);
    }

    [Fact]
    public void TryParse_RandomText_NeverThrows()
    {
        const string Alphabet = "0123.x*-~^<>=|, vra";
        var valid = 0;
        for (var seed = 0; seed < 50_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (!VersionRange.TryParse(text, out var range, out _)) continue;
            range.Contains(new TagVersion(1, 2, 3, "rc.1"));
            valid++;
        }
        valid.ShouldBeGreaterThan(500);
    }

    /// <summary>By what the words mean, on versions as lists of numbers: a partial one stands for all that begin with it.</summary>
    private static bool Oracle(string op, int[] named, TagVersion version)
    {
        int[] numbers = [(int)version.Major, (int)version.Minor, (int)version.Patch];
        var begins = numbers.Take(named.Length).SequenceEqual(named);
        var order = numbers.Take(named.Length).Zip(named, (a, b) => a.CompareTo(b)).FirstOrDefault(by => by != 0);
        bool Same(int count) => numbers.Take(count).SequenceEqual(named.Take(count));
        return op switch
        {
            "<" => order < 0,
            "<=" => order < 0 || begins,
            ">" => order > 0,
            ">=" => order > 0 || begins,
            "~" => order >= 0 && Same(Math.Min(2, named.Length)),
            "^" => order >= 0 && Same(Math.Min(named.Length, Array.FindIndex(named, number => number > 0) is var first and >= 0 ? first + 1 : named.Length)),
            _ => begins,
        };
    }

    private static TagVersion Version(string text) => TagVersion.TryParseTag(text, out var version) ? version : throw new ArgumentException(text);
}
