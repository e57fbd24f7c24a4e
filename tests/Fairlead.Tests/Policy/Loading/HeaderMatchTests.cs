using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

/// <summary><c>header</c> in the <c>when</c> of routes and artifacts.</summary>
public sealed class HeaderMatchTests
{
    [Theory]
    [InlineData("^{}", "names no header")]
    [InlineData("^X-Site", "must be a mapping")]
    [InlineData("{X-Site: ^[]}", "header 'X-Site' has no values")]
    [InlineData("{X-Site: ^}", "the value of header 'X-Site' is empty")]
    [InlineData("{X-Site: [a, ^{b: c}]}", "must be a text")]
    [InlineData("{X-Site: ^\"\"}", "printable ASCII")]
    [InlineData("{X-Site: ^\" a\"}", "without a space at either end")]
    [InlineData("{X-Site: ^\"a \"}", "without a space at either end")]
    [InlineData("{X-Site: ^\"a\\r\\nX-Evil: b\"}", "printable ASCII")]
    [InlineData("{X-Site: ^Zürich}", "printable ASCII")]
    [InlineData("{^\"X Site\": a}", "'X Site' can't be asked for", "letters, digits")]
    [InlineData("{^\"X-Site:\": a}", "letters, digits")]
    [InlineData("{^\"X\\r\\nY\": a}", "letters, digits")]
    [InlineData("{^\"\": a}", "letters, digits")]
    [InlineData("{^host: a}", "under 'hosts'")]
    [InlineData("{^Authorization: a}", "credentials")]
    [InlineData("{^proxy-authorization: a}", "credentials")]
    [InlineData("{^COOKIE: a}", "credentials")]
    [InlineData("{^Connection: close}", "one connection")]
    [InlineData("{^Transfer-Encoding: chunked}", "one connection")]
    [InlineData("{X-Site: a, ^x-site: b}", "'x-site' is there twice", "one list")]
    public void Parse_WrongHeader_IsReported(string marked, params string[] words)
    {
        PolicyText.ShouldFail($"routes: [{{when: {{header: {marked}}}, use: []}}]", words);
        PolicyText.ShouldFail($"artifacts: [{{path: /a/, host: a.example, when: {{header: {marked}}}}}]", words);
    }

    [Fact]
    public void Parse_TooMany_AreReported()
    {
        var headers = Enumerable.Range(1, 16).Select(i => $"X-{i}: a").ToArray();
        var values = string.Join(", ", Enumerable.Range(1, 64));
        PolicyText.LoadGood($"routes: [{{when: {{header: {{{string.Join(", ", headers[1..])}, X-1: [{values}]}}}}, use: []}}]").Routes[0].When.Headers.Count.ShouldBe(16);
        PolicyText.ShouldFail($"routes: [{{when: {{header: {{{string.Join(", ", headers)}, ^X-17: a}}}}, use: []}}]", "more than 16 headers");
        PolicyText.ShouldFail($"routes: [{{when: {{header: {{X-1: [{values}, ^x]}}}}, use: []}}]", "more than 64 values");
    }

    [Theory]
    [InlineData("routes", "use: []")]
    [InlineData("artifacts", "path: /{0}/, host: a.example")]
    public void Parse_TooManyEntriesThatAsk_AreReported(string section, string rest)
    {
        var entries = Enumerable.Range(1, 100).Select(i => $"{{when: {{header: {{X: {i}}}}}, {rest.Replace("{0}", $"{i}", StringComparison.Ordinal)}}}").ToArray();
        var plain = $"{{{(section == "routes" ? "when: {country: CN}, " : "")}{rest.Replace("{0}", "x", StringComparison.Ordinal)}}}";
        PolicyText.Load($"{section}: [{string.Join(", ", entries)}, {plain}]").Policy.ShouldNotBeNull();
        PolicyText.ShouldFail($"{section}: [{string.Join(", ", entries)}, {{when: {{header: ^{{X: y}}}}, {rest.Replace("{0}", "y", StringComparison.Ordinal)}}}]", "more than 100 entries");
    }

    [Theory]
    [InlineData("^{}", "needs a 'header'")]
    [InlineData("{header: {X-Site: a}, ^provider: a}", "'provider' is not a key of 'when'")]
    [InlineData("^a", "must be a mapping")]
    public void Parse_WrongWhenOfAnArtifact_IsReported(string marked, params string[] words) =>
        PolicyText.ShouldFail($"artifacts: [{{path: /a/, host: a.example, when: {marked}}}]", words);

    [Fact]
    public void Parse_ArtifactsOfOtherHeaders_AreNeitherTwiceNorUnreachable() =>
        PolicyText.Load("""
            artifacts:
              - {path: /a/, host: one.example, when: {header: {X-Site: [one, eins]}}}
              - {path: /a/, host: two.example, when: {header: {X-Site: two}}}
              - {path: /a/b/, host: b.example}
              - {path: /a/, host: rest.example}
            """).Problems.ShouldBeEmpty();

    [Fact]
    public void Parse_ArtifactTwiceForTheSameHeaders_IsReported() => PolicyText.ShouldFail(
        "artifacts: [{path: /a/, host: a.example, when: {header: {X: y}}}, {path: ^/a/, host: b.example, when: {header: {X: y}}}]", "there twice");

    [Fact]
    public void Parse_ArtifactForHeadersBehindAWiderOne_IsWarnedOf() => PolicyText.ShouldWarn(
        "artifacts: [{path: /a/, host: a.example}, {path: ^/a/b/, host: b.example, when: {header: {X: y}}}]", "never reached");

    [Fact]
    public void Parse_Headers_HaveTheirValues()
    {
        var policy = PolicyText.LoadGood("""
            routes: [{when: {country: CN, header: {X-Site: one, x-tier: [1, "a, b"]}}, use: []}]
            artifacts: [{path: /a/, host: a.example, when: {header: {X-Real-IP: "192.0.2.1"}}}]
            """);
        Text(policy.Routes[0].When.Headers).ShouldBe("X-Site=one; x-tier=1|a, b");
        Text(policy.Artifacts[0].Headers).ShouldBe("X-Real-IP=192.0.2.1");
        policy.AsksForHeaders.ShouldBeTrue();
        PolicyText.LoadGood("artifacts: [{path: /a/, host: a.example}]").AsksForHeaders.ShouldBeFalse();
    }

    private static string Text(IEnumerable<HeaderMatch> headers) => string.Join("; ", headers.Select(header => $"{header.Name}={string.Join('|', header.Values)}"));
}
