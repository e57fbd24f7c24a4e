using System.Net;
using System.Text;
using Fairlead.Edges.Nginx;
using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;
using Fairlead.Tests.Policy.Requests;

namespace Fairlead.Tests.Edges.Nginx;

public sealed class NginxExportTests
{
    private const string Upstream = "upstream: {registry: \"https://registry.example.org\"}\n";

    [Fact]
    public void Files_DollarInAUrl_IsAConstantOfItsOwn()
    {
        var maps = Export(Upstream + "pages: {info: \"https://example.org/$host;\"}")["maps.conf"];

        maps.ShouldContain("\"root\" \"${fairlead_text_0}\";");
        maps.ShouldContain("geo $remote_addr $fairlead_text_0 {\n    default \"https://example.org/$host;\";\n}");
    }

    [Fact]
    public void Files_HostNamedLikeAWordOfMap_IsAName() =>
        Export(Upstream + "hosts: {default: {upstream: {registry: \"https://other.example.org\"}}}")["maps.conf"].ShouldContain("\"\\\\default\" \"1\";");

    [Fact]
    public void Files_ArtifactPathWithPatternCharacters_IsTakenAsItIs() =>
        Export(Upstream + "artifacts: [{path: \"/a.(b)*$/\", host: files.example.org}]")["maps.conf"].ShouldContain("\"~^0 \\\\Q/a.(b)*$/\\\\E\" \"https://files.example.org\";");

    [Fact]
    public void Files_TrustedHops_AreCountedFromTheRight() =>
        Export(Upstream + "clientAddress: {from: x-forwarded-for, trustedProxies: [127.0.0.0/8], trustedHops: 2}")["maps.conf"].ShouldContain("){2}[ \\\\t,]*$\"");

    [Fact]
    public void Files_WithoutModule_HaveNoneOfIt()
    {
        var files = Export(Upstream);

        files.Keys.ShouldBe(["nginx.conf", "maps.conf", "addresses.conf", "server.conf"]);
        files["nginx.conf"].ShouldNotContain("load_module");
    }

    [Fact]
    public void Files_Listen_IsAsGiven() => Export(Upstream)["nginx.conf"].ShouldContain("listen 127.0.0.1:8080;");

    [Fact]
    public void Files_HeaderValue_IsComparedLetterByLetter() =>
        Export(Upstream + """routes: [{when: {header: {X-A: 'a\E"$b'}}, use: [], upstream: {registry: "https://other.example.org"}}]""")["maps.conf"]
            .ShouldContain(""" "~\\n0=[ \\t]*\\Qa\\E\\\\\\QE\"$b\\E[ \\t]*\\n" "1";""");

    [Fact]
    public void Files_NoHeaderIsAskedFor_ReadNone() => Export(Upstream)["maps.conf"].ShouldNotContain("fairlead_has");

    [Theory]
    [InlineData("""routes: [{when: {header: {X_Site: b}}, use: []}]""", "'X_Site'")]
    [InlineData("""artifacts: [{path: /a/, host: a.example.org, when: {header: {"X.Site": b}}}]""", "'X.Site'")]
    public void Files_HeaderThatNginxDrops_IsRefused(string policy, string expected) => Refusal(policy).ShouldContain(expected);

    [Fact]
    public void Files_MoreQuestionsThanAParameterHolds_IsRefused() =>
        Refusal("routes:\n" + string.Concat(Enumerable.Range(0, 51).Select(i => $"  - {{when: {{header: {{X-{i}: a}}}}, use: []}}\n"))).ShouldContain("'when.header' asks for 51 headers");

    [Fact]
    public void Files_LongPath_IsRefusedByItsKey()
    {
        Refusal($"artifacts: [{{path: /a/, host: a.example.org}}, {{path: /{new string('a', 3_800)}, host: a.example.org}}]").ShouldContain("'path' of entry 2 of 'artifacts' has 3801 characters");
        Refusal($"pages: {{health: /{new string('a', 3_800)}}}").ShouldContain("'pages.health'");
    }

    [Fact]
    public void Files_SeveralRegistries_HaveTheFirst()
    {
        var maps = Export("upstream: {registry: [\"https://one.example.org\", \"https://two.example.org\"]}\n")["maps.conf"];

        maps.ShouldContain("\"0\" \"https://one.example.org\"");
        maps.ShouldNotContain("two.example.org");
    }

    [Fact]
    public void Files_AnyPolicy_HaveNoParameterLongerThanNginxTakes()
    {
        var files = Export(Upstream + $"artifacts: [{{path: /{new string('a', 3_799)}, host: a.example.org, when: {{header: {{{string.Join(", ", Enumerable.Range(0, 16).Select(i => $"X-{i}: a"))}}}}}}}]\nroutes:\n"
            + string.Concat(Enumerable.Range(0, HeaderSyntax.MaxMatches).Select(i => $"  - {{when: {{header: {{X-{i % 16}: '{i}{new string('\\', 250)}'}}}}, use: []}}\n")));

        foreach (var file in files.Values) file.Split('"').Max(part => part.Length).ShouldBeLessThan(4_090);
    }

    [Theory]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("a;}b", "\"a;}b\"")]
    public void Quoted_OddCharacters_AreOneParameter(string text, string expected) => NginxText.Quoted(text).ShouldBe(expected);

    private static string Refusal(string policy) => Should.Throw<EdgeRefusedException>(() => Export(Upstream + policy)).Message;

    private static Dictionary<string, string> Export(string policy)
    {
        var options = new NginxOptions(IPEndPoint.Parse("127.0.0.1:8080"), WithModule: false, AssumePresent: true, ["127.0.0.53"]);
        return NginxExport.FilesOf(EdgePlan.Of(Compiled.Policy(policy)), options).ToDictionary(file => file.Name, file =>
        {
            using var content = new MemoryStream();
            file.Write(content);
            return Encoding.UTF8.GetString(content.ToArray());
        });
    }
}
