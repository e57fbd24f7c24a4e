using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

public class ArtifactsTests
{
    [Theory]
    [InlineData("^{path: /a/}", "needs a 'host'")]
    [InlineData("^{host: a.example}", "needs a 'path'")]
    [InlineData("{path: /a/, ^hosts: x, host: a.example}", "did you mean 'host'?")]
    [InlineData("{path: ^a/, host: a.example}", "begin with a slash")]
    [InlineData("{path: ^/v2/, host: a.example}", "belongs to the registry")]
    [InlineData("{path: ^/v2, host: a.example}", "belongs to the registry")]
    [InlineData("{path: ^/v1/x, host: a.example}", "belongs to the registry")]
    [InlineData("{path: ^\"/a b/\", host: a.example}", "characters of a URL's path")]
    [InlineData("{path: ^/a?b, host: a.example}", "characters of a URL's path")]
    [InlineData("{path: ^\"/a\\r\\n\", host: a.example}", "characters of a URL's path")]
    [InlineData("{path: ^/a/../b, host: a.example}", "'..'")]
    [InlineData("{path: ^/./b, host: a.example}", "'.'")]
    [InlineData("{path: ^/a//b, host: a.example}", "empty")]
    [InlineData("{path: ^/a%2Fb, host: a.example}", "escape")]
    [InlineData("{path: ^/a%, host: a.example}", "escape")]
    [InlineData("{path: /a/, host: ^a.example/x}", "with a path it must begin with https://")]
    [InlineData("{path: /a/, host: ^\"\"}", "neither a host nor a base URL")]
    [InlineData("{path: /a/, host: ^\"a_b..example\"}", "not a host name")]
    [InlineData("{path: /a/, host: ^ftp://a.example}", "neither a host nor a base URL")]
    [InlineData("{path: /a/, host: ^\"https://a.example/x?y\"}", "no query")]
    [InlineData("{path: /a/, host: ^https://a.example/x/../y}", "'..'")]
    [InlineData("{path: /a/, host: ^u@a.example}", "user names")]
    [InlineData("{path: /a/, host: a.example, provider: ^amazn}", "no provider 'amazn'", "did you mean 'amazon'?")]
    [InlineData("{path: /a/, host: a.example}, {path: ^/a/, host: b.example}", "there twice")]
    public void Parse_WrongArtifact_IsReported(string marked, params string[] words) =>
        PolicyText.ShouldFail($"artifacts: [{marked}]\nproviders: [{{name: amazon, serveFrom: upstream}}]", words);

    [Fact]
    public void Parse_ArtifactBehindAWiderOne_IsWarnedOf() => PolicyText.ShouldWarn(
        "artifacts: [{path: /a/, host: a.example}, {path: ^/a/b/, host: b.example}]", "never reached", "'/a/'");

    [Fact]
    public void Parse_Artifacts_HaveTheirValues() => PolicyText.LoadGood("""
        artifacts:
          - {path: /kops/, host: "a.example:8443", provider: amazon}
          - {path: /kops/, host: kubeupv2.s3.amazonaws.com}
          - {path: /binaries/v1.0/x%20y, host: "http://127.0.0.1:9000/bucket/"}
          - {path: /, host: "[2001:db8::1]"}
        providers: [{name: amazon, serveFrom: upstream}]
        """).Artifacts.ShouldBe(
        [
            new ArtifactConfig("/kops/", "https://a.example:8443", "amazon"),
            new ArtifactConfig("/kops/", "https://kubeupv2.s3.amazonaws.com", null),
            new ArtifactConfig("/binaries/v1.0/x%20y", "http://127.0.0.1:9000/bucket", null),
            new ArtifactConfig("/", "https://[2001:db8::1]", null),
        ]);
}
