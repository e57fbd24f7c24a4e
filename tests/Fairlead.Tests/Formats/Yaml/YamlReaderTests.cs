using System.Text;
using Fairlead.Formats.Yaml;

namespace Fairlead.Tests.Formats.Yaml;

public class YamlReaderTests
{
    private static YamlDocument Read(string text) => YamlReader.Read(Encoding.UTF8.GetBytes(text));

    private static void ShouldFail(string text, int line, int column, params string[] words)
    {
        var problem = Read(text).Problems.ShouldHaveSingleItem();
        (problem.Line, problem.Column).ShouldBe((line, column), problem.Message);
        foreach (var word in words) problem.Message.ShouldContain(word);
    }

    [Fact]
    public void Read_Tree_HasOrderAndPlaces()
    {
        var document = Read("b: one\na:\n  - 'NO'\n  - {x: NO}\né: \"\\u0041\"\n");
        document.Problems.ShouldBeEmpty();
        var root = document.Root.ShouldBeOfType<YamlMapping>();
        root.Entries.Select(entry => (entry.Key.Text, entry.Key.Line, entry.Key.Column, entry.Value.Line, entry.Value.Column))
            .ShouldBe([("b", 1, 1, 1, 4), ("a", 2, 1, 3, 3), ("é", 5, 1, 5, 4)]);
        var list = root.Entries[1].Value.ShouldBeOfType<YamlSequence>().Items;
        var quoted = list[0].ShouldBeOfType<YamlScalar>();
        (quoted.Text, quoted.IsPlain).ShouldBe(("NO", false));
        var plain = list[1].ShouldBeOfType<YamlMapping>().Entries[0].Value.ShouldBeOfType<YamlScalar>();
        (plain.Text, plain.IsPlain, plain.Line, plain.Column).ShouldBe(("NO", true, 4, 9));
        root.Entries[2].Value.ShouldBeOfType<YamlScalar>().Text.ShouldBe("A");
    }

    [Theory]
    [InlineData("a:", true)]
    [InlineData("a: ''", false)]
    [InlineData("a: ~", false)]
    public void Read_EmptyValue_IsMissingOnlyWhenNothingStandsThere(string text, bool isMissing) =>
        Read(text).Root.ShouldBeOfType<YamlMapping>().Entries[0].Value.ShouldBeOfType<YamlScalar>().IsMissing.ShouldBe(isMissing);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing\n")]
    public void Read_Empty_IsReported(string text)
    {
        ShouldFail(text, 1, 1, "empty");
        Read(text).Root.ShouldBeNull();
    }

    [Fact]
    public void Read_DuplicateKeys_AreAllReported()
    {
        var document = Read("a: 1\nb: {c: 1, c: 2}\na: 3\n'a': 4\n");
        document.Problems.Select(problem => (problem.Line, problem.Column)).ShouldBe([(2, 11), (3, 1), (4, 1)]);
        document.Problems[2].Message.ShouldBe("'a' is set twice, first in line 1: remove one");
        document.Root.ShouldBeOfType<YamlMapping>().Entries.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("a: [1\nb: 2\n", 2, 1, "'[' at 1:4 is open")]
    [InlineData("a: {x: 1\nb: 2\n", 2, 1, "'{' at 1:4 is open")]
    [InlineData("a: 'x\n", 1, 4, "end of stream")]
    [InlineData("a: b: c\n", 1, 5, "invalid mapping")]
    [InlineData("a: @x\n", 1, 4, "cannot start any token")]
    [InlineData("a:\n\tb: c\n", 2, 1, "tab")]
    [InlineData("a: ]\n", 1, 4, "not valid YAML")]
    [InlineData("- a\nb: c\n", 2, 1, "not valid YAML")]
    [InlineData("a: !<> b\n", 1, 7, "not valid YAML")]
    public void Read_SyntaxError_IsReportedAtItsPlace(string text, int line, int column, string words)
    {
        ShouldFail(text, line, column, "not valid YAML: ", words);
        Read(text).Root.ShouldBeNull();
    }

    [Theory]
    [InlineData("a: &x 1\n", 1, 4, "anchors such as '&x'")]
    [InlineData("a: *x\n", 1, 4, "aliases such as '*x'")]
    [InlineData("a: !!str 1\n", 1, 4, "tags")]
    [InlineData("a: ! 1\n", 1, 4, "tags")]
    [InlineData("a: !!seq [1]\n", 1, 4, "tags")]
    [InlineData("a: 1\n---\nb: 2\n", 2, 1, "second document")]
    [InlineData("? [a]\n: b\n", 1, 3, "a key must be a text")]
    [InlineData("{a: b}: c\n", 1, 1, "a key must be a text")]
    public void Read_WhatIsNotSupported_IsReported(string text, int line, int column, string words) => ShouldFail(text, line, column, words);

    [Theory]
    [InlineData("%YAML 1.2\n---\na: b\n")]
    [InlineData("---\na: b\n...\n")]
    [InlineData("\uFEFFa: b")]
    [InlineData("a:\r\n  b")]
    public void Read_OneDocument_IsRead(string text) => Read(text).Problems.ShouldBeEmpty();

    [Fact]
    public void Read_InvalidUtf8_IsReportedAtItsPlace()
    {
        byte[] utf8 = [.. "a: b\nc: ü"u8, 0xC3, 0x28];
        var problem = YamlReader.Read(utf8).Problems.ShouldHaveSingleItem();
        (problem.Line, problem.Column).ShouldBe((2, 5));
        problem.Message.ShouldContain("0xc3 is not UTF-8");
    }

    [Fact]
    public void Read_Utf16_IsReported() =>
        YamlReader.Read(Encoding.Unicode.GetPreamble()).Problems.ShouldHaveSingleItem().Message.ShouldContain("0xff is not UTF-8");

    [Theory]
    [InlineData("a: b\0c: d", 1, 5, "U+0000")]
    [InlineData("a: \u001b[1m", 1, 4, "U+001B")]
    [InlineData("# a\r\n# b\u2028c: d", 2, 4, "U+2028")]
    [InlineData("# a\r# \u0085c: d", 2, 3, "U+0085")]
    [InlineData("a: b\uFEFF", 1, 5, "U+FEFF")]
    public void Read_CharactersThatYamlForbids_AreReported(string text, int line, int column, string words) => ShouldFail(text, line, column, words);

    [Theory]
    [InlineData("[", 200_000)]
    [InlineData("{", 200_000)]
    [InlineData("- ", 100_000)]
    [InlineData("? ", 100_000)]
    [InlineData("{a: ", 50_000)]
    [InlineData("[{a: ", 40_000)]
    public void Read_DeepNesting_IsRefused(string text, int times) =>
        Read(string.Concat(Enumerable.Repeat(text, times))).Problems.ShouldHaveSingleItem().Message.ShouldContain("deeper than 32");

    [Fact]
    public void Read_DeepBlockNesting_IsRefusedAtLevel33()
    {
        var text = string.Concat(Enumerable.Range(0, 600).Select(level => new string(' ', level) + "a:\n"));
        text.Length.ShouldBeGreaterThan(180_000);
        ShouldFail(text, 33, 33, "deeper than 32");
    }

    [Fact]
    public void Read_ManyKeysOnOneLine_IsASyntaxError() => ShouldFail(string.Concat(Enumerable.Repeat("a: ", 66_000)), 1, 5, "not valid YAML");

    [Theory]
    [InlineData(32, 0)]
    [InlineData(33, 1)]
    public void Read_NestingAroundTheLimit_IsReadUpToIt(int levels, int problems) =>
        Read(new string('[', levels) + new string(']', levels)).Problems.Count.ShouldBe(problems);

    [Theory]
    [InlineData(1 << 20, 0)]
    [InlineData((1 << 20) + 1, 1)]
    public void Read_SizeAroundTheLimit_IsReadUpToIt(int bytes, int problems) =>
        Read("a: b\n" + new string('#', bytes - 5)).Problems.Count.ShouldBe(problems);

    [Fact]
    public void Read_TooLarge_IsOfTheWholeFile() => ShouldFail(new string('a', (1 << 20) + 1), 0, 0, "larger than 1 MiB");

    [Fact]
    public void Read_AliasBomb_ReportsEachAliasAndExpandsNone()
    {
        var lines = Enumerable.Range(1, 9).Select(level => $"l{level}: &l{level} [*l{level - 1}, *l{level - 1}, *l{level - 1}]");
        var document = Read("l0: &l0 lol\n" + string.Join('\n', lines));
        document.Problems.Count(problem => problem.Message.StartsWith("aliases", StringComparison.Ordinal)).ShouldBe(27);
        document.Problems.Count(problem => problem.Message.StartsWith("anchors", StringComparison.Ordinal)).ShouldBe(10);
    }

    [Theory]
    [InlineData("a: *")]
    [InlineData("a: &")]
    public void Read_LongName_IsCutInTheMessage(string start) =>
        Read(start + new string('x', 100_000) + "\n").Problems.ShouldHaveSingleItem().Message.Length.ShouldBeLessThan(200);

    [Fact]
    public void Read_NothingButDuplicates_IsCapped() =>
        Read(string.Concat(Enumerable.Repeat("a: b\n", 200_000))).Problems.Count.ShouldBe(YamlReader.MaxProblems);

    [Fact]
    public void Read_RandomYamlCharacters_NeverThrows()
    {
        const string alphabet = "[]{}:,-?&*!|>'\"%@#~ \t\r\n\n\nab01\\\u00e9";
        var random = new Random(3);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string(random.GetItems<char>(alphabet, random.Next(1, 40)));
            var document = Read(text);
            (document.Root is not null || document.Problems.Count > 0).ShouldBeTrue();
        }
    }
}
