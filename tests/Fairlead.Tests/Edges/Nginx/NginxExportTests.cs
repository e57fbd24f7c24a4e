using System.Net;
using System.Text;
using Fairlead.Edges.Nginx;
using Fairlead.Edges.Plans;
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
    public void Files_RouteByHeader_IsRefused() => Should.Throw<EdgeRefusedException>(() =>
        Export(Upstream + "routes: [{when: {header: {X-A: [b]}}, use: [], upstream: {registry: \"https://other.example.org\"}}]")).Message.ShouldContain("when.header");

    [Theory]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("a;}b", "\"a;}b\"")]
    public void Quoted_OddCharacters_AreOneParameter(string text, string expected) => NginxText.Quoted(text).ShouldBe(expected);

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
