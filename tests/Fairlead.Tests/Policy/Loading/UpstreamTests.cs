using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

public class UpstreamTests
{
    [Theory]
    [InlineData("upstream: ^{repositoryPrefix: images}", "'registry' is missing")]
    [InlineData("^upstream:", "'upstream' is empty")]
    [InlineData("upstream: ^text", "'upstream' must be a mapping", "'text'")]
    [InlineData("upstream: ^[]", "'upstream' must be a mapping", "a list")]
    [InlineData("upstream: {registry: ^[]}", "'registry' has no items")]
    [InlineData("upstream: {registry: ^{}}", "must be a text")]
    [InlineData("upstream: {registry: ^registry.example.org}", "begin with https://")]
    [InlineData("upstream: {registry: ^ftp://registry.example.org}", "begin with https://")]
    [InlineData("upstream: {registry: [https://a.example, ^/v2]}", "begin with https://")]
    [InlineData("upstream: {registry: [https://a.example, ^https://a.example/]}", "named twice")]
    [InlineData("upstream: {registry: ^https://user:secret@a.example}", "user names", "@")]
    [InlineData("upstream: {registry: ^https://a.example/images}", "no path", "repositoryPrefix")]
    [InlineData("upstream: {registry: ^https://a.example//}", "no path")]
    [InlineData("upstream: {registry: ^https://a.example?x=y}", "no query")]
    [InlineData("upstream: {registry: ^https://a.example#x}", "no fragment")]
    [InlineData("upstream: {registry: ^https://}", "host name")]
    [InlineData("upstream: {registry: ^https://-a.example}", "host name")]
    [InlineData("upstream: {registry: ^https://300.0.0.1}", "host name")]
    [InlineData("upstream: {registry: ^https://a..example}", "host name")]
    [InlineData("upstream: {registry: ^\"https://[::g]\"}", "host name")]
    [InlineData("upstream: {registry: ^\"https://a.example:0\"}", "port")]
    [InlineData("upstream: {registry: ^\"https://a.example:65536\"}", "port")]
    [InlineData("upstream: {registry: ^\"https://a.example:\"}", "port")]
    [InlineData("upstream: {registry: ^\"https://a.exämple\"}", "not allowed in a URL")]
    [InlineData("upstream: {registry: ^\"https://a.example\\r\\nX: y\"}", "not allowed in a URL", "\\u000d")]
    [InlineData("upstream: {registry: https://a.example, repositoryPrefix: ^/images}", "repository prefix", "slash")]
    [InlineData("upstream: {registry: https://a.example, repositoryPrefix: ^Images}", "lower-case")]
    [InlineData("upstream: {registry: https://a.example, signatures: ^https://b.example/x}", "no path")]
    [InlineData("upstream: {^registy: https://a.example, registry: https://a.example}", "'registy' is not a key", "did you mean 'registry'?")]
    public void Parse_WrongUpstream_IsReported(string marked, params string[] words) => PolicyText.ShouldFail(marked, words);

    [Fact]
    public void Parse_NoUpstream_IsReported()
    {
        var load = PolicyFile.Parse("redirectStatus: 307\n"u8.ToArray(), "p.yaml", "/", null);
        load.Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("p.yaml:1:1: error: 'upstream' is missing");
    }

    [Fact]
    public void Parse_OneRegistry_IsTrimmedOfItsSlash()
    {
        var upstream = PolicyText.LoadGood("upstream: {registry: \"http://127.0.0.1:5000/\"}").Upstream;
        upstream.Registries.ShouldBe(["http://127.0.0.1:5000"]);
        upstream.RepositoryPrefix.ShouldBe("");
        upstream.Signatures.ShouldBeNull();
    }

    [Fact]
    public void Parse_ListOfRegistries_KeepsTheirOrder() =>
        PolicyText.LoadGood("upstream: {registry: [\"https://b.example\", \"https://[2001:db8::1]:8443\", \"https://a.example\"]}")
            .Upstream.Registries.ShouldBe(["https://b.example", "https://[2001:db8::1]:8443", "https://a.example"]);

    [Fact]
    public void Parse_Override_TakesThePlaceOfTheRegistryAlone()
    {
        var upstream = PolicyText.LoadGood(
            "upstream: {registry: https://a.example, repositoryPrefix: images}", " https://b.example/, https://c.example ").Upstream;
        upstream.Registries.ShouldBe(["https://b.example", "https://c.example"]);
        upstream.RepositoryPrefix.ShouldBe("images");
    }

    [Theory]
    [InlineData("upstream: {repositoryPrefix: images}", "images")]
    [InlineData("pages: {}", "")]
    public void Parse_OverrideWithoutRegistry_IsEnough(string text, string prefix)
    {
        var load = PolicyFile.Parse(System.Text.Encoding.UTF8.GetBytes(text), "p.yaml", "/", "https://b.example");
        load.Problems.ShouldBeEmpty();
        load.Policy!.Upstream.Registries.ShouldBe(["https://b.example"]);
        load.Policy.Upstream.RepositoryPrefix.ShouldBe(prefix);
    }

    [Theory]
    [InlineData("b.example", "begin with https://")]
    [InlineData("https://b.example,", "''")]
    [InlineData("https://b.example/x", "no path")]
    public void Parse_WrongOverride_IsReportedUnderItsName(string value, string words)
    {
        var load = PolicyText.Load("", value);
        load.Policy.ShouldBeNull();
        var problem = load.Problems.ShouldHaveSingleItem();
        problem.ToString().ShouldStartWith("FAIRLEAD_UPSTREAM_REGISTRY: error: ");
        problem.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Parse_BlankOverride_IsNone(string value) =>
        PolicyText.LoadGood("", value).Upstream.Registries.ShouldBe(["https://registry.example.org"]);
}
