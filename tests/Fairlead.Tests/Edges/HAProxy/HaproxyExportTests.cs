using System.Net;
using System.Text;
using Fairlead.Edges.HAProxy;
using Fairlead.Edges.Plans;
using Fairlead.Tests.Policy.Requests;

namespace Fairlead.Tests.Edges.HAProxy;

public sealed class HaproxyExportTests
{
    private const string Upstream = "upstream: {registry: \"https://registry.example.org\"}\n";

    /// <summary>Else HAProxy takes 2002:c000:201:: for 192.0.2.1, and an IPv4 address for one of the IPv6 prefix ::/0.</summary>
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.0/24 yes", "::ffff:192.0.2.0/120 yes", "0.0.0.0/0 no", "::ffff:0.0.0.0/96 no", "::/0 no")]
    [InlineData("::/0", "::/0 yes", "0.0.0.0/0 no", "::ffff:0.0.0.0/96 no")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0 yes", "::ffff:0.0.0.0/96 yes", "::/0 no")]
    public void Files_TrustedProxies_AnswerForEveryAddress(string proxies, params string[] expected) =>
        Lines(Export(Upstream + $"clientAddress: {{from: x-forwarded-for, trustedProxies: [\"{proxies}\"]}}")["trusted.map"]).ShouldBe(expected);

    [Fact]
    public void Files_PlaceOfAllOfIPv6_IsNotThatOfIPv4() =>
        Lines(Export(Upstream + "providers: [{name: six, cidrs: [\"::/0\"], mirrors: [{name: six, url: \"https://six.example.org/{digest}\"}]}]")["places.map"]).ShouldBe(["::/0 1", "0.0.0.0/0 0", "::ffff:0.0.0.0/96 0"]);

    /// <summary>HAProxy takes 64 words in a line (MAX_LINE_ARGS).</summary>
    [Fact]
    public void Files_ManyPlacesAndValues_HaveNoLongLine()
    {
        var values = string.Join(", ", Enumerable.Range(0, 64).Select(i => $"v{i}"));
        var providers = string.Concat(Enumerable.Range(0, 100).Select(i => $"  - {{name: p{i}, cidrs: [192.0.2.{i}/32], mirrors: [{{name: m{i}, url: \"https://m{i}.example.org/{{digest}}\"}}]}}\n"));
        var files = Export(Upstream + $"providers:\n{providers}routes:\n  - {{when: {{header: {{X-A: [{values}]}}}}, use: []}}\nartifacts:\n  - {{path: /a/, host: a.example.org}}\n  - {{path: /b/, host: b.example.org, provider: p7}}\n");

        Lines(files["haproxy.cfg"]).ShouldAllBe(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 64);
        Lines(files["artifact-places.map"]).ShouldBe(["1/9 yes", "1/10 yes"]); // of the provider's clients, and of those with the header
    }

    [Fact]
    public void Files_HeaderOfOddName_IsAWord() =>
        Export(Upstream + """routes: [{when: {header: {"X'#": "a'b"}}, use: []}]""")["haproxy.cfg"].ShouldContain("""acl has_0 'req.fhdr("X'\''#")' -m str -- 'a'\''b'""");

    [Fact]
    public void Files_SeveralRegistries_HaveTheFirst() =>
        Lines(Export("upstream: {registry: [\"https://one.example.org\", \"https://two.example.org\"]}\n")["registries.map"]).ShouldBe(["0 https://one.example.org"]);

    [Fact]
    public void Files_ClientFromForwarded_IsRefused() =>
        Should.Throw<EdgeRefusedException>(() => Export(Upstream + "clientAddress: {from: forwarded, trustedProxies: [127.0.0.0/8]}")).Message.ShouldContain("'clientAddress.from: forwarded'");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string> Export(string policy) =>
        HaproxyExport.Files(EdgePlan.Of(Compiled.Policy(policy)), IPEndPoint.Parse("127.0.0.1:8080")).ToDictionary(file => file.Name, file =>
        {
            using var content = new MemoryStream();
            file.Write(content);
            return Encoding.UTF8.GetString(content.ToArray());
        });
}
