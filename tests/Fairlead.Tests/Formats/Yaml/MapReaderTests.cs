using System.Text;
using Fairlead.Formats.Yaml;

namespace Fairlead.Tests.Formats.Yaml;

public class MapReaderTests
{
    private readonly YamlReport _report = new();

    private MapReader Map(string text) => _report.Map(YamlReader.Read(Encoding.UTF8.GetBytes(text)).Root!, "a thing")!;

    private string Only() => _report.Finish().ShouldHaveSingleItem() is var problem ? $"{problem.Line}:{problem.Column} {problem.Message}" : "";

    [Fact]
    public void Getters_GoodValues_GiveThem()
    {
        var map = Map("{s: NO, i: 12, b: true, d: 90s, e: two, m: {x: y}, l: [a, [b]], t: [a, b], one: a}");
        map.String("s").ShouldBe("NO");
        map.Int("i", 12, 12).ShouldBe(12);
        map.Bool("b").ShouldBe(true);
        map.Duration("d", TimeSpan.Zero, TimeSpan.FromMinutes(2)).ShouldBe(TimeSpan.FromSeconds(90));
        map.Enum("e", ("one", 1), ("two", 2)).ShouldBe(2);
        map.Map("m")!.String("x").ShouldBe("y");
        map.List("l")!.Count.ShouldBe(2);
        map.Texts("t")!.Select(text => text.Text).ShouldBe(["a", "b"]);
        map.TextOrTexts("one")!.Select(text => text.Text).ShouldBe(["a"]);
        _report.Finish().ShouldBeEmpty();
    }

    [Fact]
    public void Getters_KeyThatIsNotSet_GiveNull()
    {
        var map = Map("{}");
        map.String("a").ShouldBeNull();
        map.Int("a", 0, 1).ShouldBeNull();
        map.Bool("a").ShouldBeNull();
        map.Duration("a", TimeSpan.Zero, TimeSpan.MaxValue).ShouldBeNull();
        map.Enum("a", ("one", 1)).ShouldBeNull();
        map.Map("a").ShouldBeNull();
        map.List("a").ShouldBeNull();
        map.TextOrTexts("a").ShouldBeNull();
        map.Has("a").ShouldBeFalse();
        map.KeyOf("a").ShouldBe(map.Node);
        _report.Finish().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{a: }", "1:2 'a' is empty: give it a value or remove the key")]
    [InlineData("{a: []}", "1:5 'a' must be a text, not a list")]
    [InlineData("{a: {}}", "1:5 'a' must be a text, not a mapping")]
    public void Text_WrongKind_IsReported(string text, string message)
    {
        Map(text).Text("a").ShouldBeNull();
        Only().ShouldBe(message);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("NO")]
    [InlineData("'true'")]
    [InlineData("1")]
    public void Bool_AnythingElse_IsReported(string text)
    {
        Map($"{{a: {text}}}").Bool("a").ShouldBeNull();
        Only().ShouldStartWith("1:5 'a' must be true or false, without quotes, not ");
    }

    [Theory]
    [InlineData("0x10")]
    [InlineData("1_0")]
    [InlineData("010")]
    [InlineData("'10'")]
    [InlineData("1e1")]
    [InlineData("-0")]
    [InlineData("21")]
    [InlineData("٣")]
    public void Int_AnythingElse_IsReported(string text)
    {
        Map($"{{a: {text}}}").Int("a", 0, 20).ShouldBeNull();
        Only().ShouldStartWith("1:5 'a' must be a whole number from 0 to 20, without quotes, not ");
    }

    [Fact]
    public void Enum_OtherWord_NamesTheChoices()
    {
        Map("{a: tow}").Enum("a", ("one", 1), ("two", 2)).ShouldBeNull();
        Only().ShouldBe("1:5 'a' must be one of one, two, not 'tow': did you mean 'two'?");
    }

    [Fact]
    public void Texts_ItemsThatAreNone_AreReportedAndLeftOut()
    {
        Map("a: [x, [y], z]").Texts("a")!.Select(text => text.Text).ShouldBe(["x", "z"]);
        Only().ShouldBe("1:8 an item of 'a' must be a text, not a list");
    }

    [Fact]
    public void Finish_UnknownKeys_AreReportedInTheFilesOrder()
    {
        var map = Map("{zeta: 1, knwon: 2, 'a\\nb': 3, known: 4}");
        map.String("known");
        map.String("other");
        _report.Finish().Select(problem => problem.Message).ShouldBe(
        [
            "'zeta' is not a key of a thing; it has known, other",
            "'knwon' is not a key of a thing: did you mean 'known'?",
            "'a\\nb' is not a key of a thing; it has known, other",
        ]);
    }

    [Fact]
    public void Finish_MappingOfFreeKeys_HasNoUnknownOnes()
    {
        Map("{a: 1, b: 2}").Entries().Count.ShouldBe(2);
        _report.Finish().ShouldBeEmpty();
    }

    [Fact]
    public void Getters_ValueThatIsReportedAlready_AreSilent()
    {
        var map = Map("{a: *x}");
        map.String("a").ShouldBeNull();
        map.Bool("a").ShouldBeNull();
        map.Map("a").ShouldBeNull();
        map.TextOrTexts("a").ShouldBeEmpty();
        map.Has("a").ShouldBeTrue();
        _report.Finish().ShouldBeEmpty();
    }
}
