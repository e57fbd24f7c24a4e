namespace Fairlead.Tests.Architecture;

public sealed class NamespaceGraphTests
{
    [Fact]
    public void FindCircle_OneWay_FindsNone() =>
        Graph("using P.B;\nnamespace P.A;\nclass A { B b; }", "namespace P.B;\nclass B;").FindCircle().ShouldBeNull();

    [Fact]
    public void FindCircle_ByUsings_IsFound() => Graph(
        "using P.B;\nnamespace P.A;\nclass A;",
        "using System;\nusing P.C;\nnamespace P.B;\nclass B;",
        "using P.A;\nnamespace P.C;\nclass C;").FindCircle().ShouldBe("P.A -> P.B -> P.C -> P.A");

    [Fact]
    public void FindCircle_ByTypeOfTheFolderAround_IsFound() => Graph(
        "using P.A.Inner;\nnamespace P.A;\ninternal sealed class Outer { }",
        "namespace P.A.Inner;\ninternal class Inner { Outer? _outer; }").FindCircle().ShouldBe("P.A -> P.A.Inner -> P.A");

    [Theory]
    [InlineData("B.Thing.Do();")]
    [InlineData("P.B.Thing.Do();")]
    [InlineData("var x = new B.Thing();")]
    [InlineData("global::P.B.Thing x;")]
    public void FindCircle_ByQualifiedName_IsFound(string code) => Graph(
        $"namespace P.A;\npublic static class A {{ void M() {{ {code} }} }}",
        "using P.A;\nnamespace P.B;\npublic static class Thing;").FindCircle().ShouldBe("P.A -> P.B -> P.A");

    [Fact]
    public void FindCircle_ByStaticUsingOrAlias_IsFound()
    {
        Graph("using static P.B.Thing;\nnamespace P.A;\nclass A;", "using P.A;\nnamespace P.B;\nstatic class Thing;").FindCircle().ShouldNotBeNull();
        Graph("using X = P.B.Thing;\nnamespace P.A;\nclass A;", "using P.A;\nnamespace P.B;\nstatic class Thing;").FindCircle().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("// Thing\n/* Outer */")]
    [InlineData("/// <see cref=\"Outer\"/>\n")]
    [InlineData("string s = \"Outer \\\" Outer\"; char c = '\"';")]
    [InlineData("string s = @\"a\\\"; string t = \"\"\"\n Outer \" Outer\n\"\"\";")]
    public void FindCircle_NamedOnlyInCommentsAndStrings_IsNone(string code) => Graph(
        "using P.A.Inner;\nnamespace P.A;\nclass Outer;",
        $"namespace P.A.Inner;\nclass Inner {{ {code} }}").FindCircle().ShouldBeNull();

    [Fact]
    public void Uses_TypesOfTheSameName_CountWhereTheyAreSeen() => Graph(
        "namespace P.A;\nclass Log;",
        "namespace P.B;\nclass Log;",
        "namespace P.B.C;\nclass User { Log l; }").Uses.ShouldBe(["P.B.C -> P.B"]);

    private static NamespaceGraph Graph(params string[] files) => new([.. files.Select(SourceFile.Parse)]);
}
