using System.Net;
using System.Text;
using Fairlead.Edges.Envoy;
using Fairlead.Formats.Yaml;
using Fairlead.Tests.Policy.Requests;

namespace Fairlead.Tests.Edges.Envoy;

/// <summary>Configurations of an Envoy that asks.</summary>
public sealed class EnvoyExportTests
{
    private static readonly IPEndPoint s_listen = new(IPAddress.Loopback, 8000);
    private static readonly IPEndPoint s_edge = new(IPAddress.IPv6Loopback, 8081);

    [Theory]
    [InlineData(EnvoyForm.ExtAuthz)]
    [InlineData(EnvoyForm.Lua)]
    public void Files_OddTextsOfAPolicy_StayTexts(EnvoyForm form)
    {
        var yaml = YamlOf(form, """
            upstream: {registry: "https://registry.example.org:8443", repositoryPrefix: a__b/c-d.e}
            pages: {health: "/he'al$th:x,(y)"}
            presence: {timeout: 1500ms}
            routes: [{when: {header: {"X-'|`~#%&*+": ["a'b\"c\\d}"]}}, use: []}]
            """);

        yaml.ShouldContain("""prefix_rewrite: "/v2/a__b/c-d.e/", response_code""");
        yaml.ShouldContain("""host_redirect: "registry.example.org", port_redirect: 8443""");
        yaml.ShouldContain("""path: "/he'al$th:x,(y)", headers""");
        yaml.ShouldContain("\"x-'|`~#%&*+\"");
        yaml.ShouldNotContain("a'b\"c", customMessage: "values are serve's business");
    }

    [Theory]
    [InlineData("connection", "x-forwarded-for")]
    [InlineData("x-forwarded-for", "x-forwarded-for")]
    [InlineData("x-real-ip", "x-real-ip")]
    [InlineData("forwarded", "forwarded")]
    public void Files_AddressHeader_IsAllowed(string from, string header)
    {
        var policy = $"clientAddress: {{from: {from}, trustedProxies: [10.0.0.0/8]}}";

        YamlOf(EnvoyForm.ExtAuthz, policy).ShouldContain($$"""patterns: [{exact: "{{header}}"}]""");
        YamlOf(EnvoyForm.Lua, policy).ShouldContain(header == "x-forwarded-for" ? "local HEADERS = {  }" : $$"""local HEADERS = { "{{header}}" }""");
    }

    [Theory]
    [InlineData("2s", "timeout: 5s", "local TIMEOUT = 5000 ")]
    [InlineData("1500ms", "timeout: 4s", "local TIMEOUT = 4000 ")]
    [InlineData("50ms", "timeout: 1.1s", "local TIMEOUT = 1100 ")]
    public void Files_Timeout_IsTwoWaitsAndASecond(string presence, string extAuthz, string lua)
    {
        YamlOf(EnvoyForm.ExtAuthz, $"presence: {{timeout: {presence}}}").ShouldContain(extAuthz + "\n");
        YamlOf(EnvoyForm.Lua, $"presence: {{timeout: {presence}}}").ShouldContain(lua);
    }

    [Fact]
    public void Files_Redirects_HaveThePolicysStatusAndNoSecondPrefix()
    {
        var yaml = YamlOf(EnvoyForm.ExtAuthz, """
            redirectStatus: 302
            upstream: {registry: "http://[2001:db8::1]", repositoryPrefix: p/q}
            """);

        foreach (var prefix in new[] { "/v2/p/q/", "/v2/" })
            yaml.ShouldContain($"- match: {{prefix: \"{prefix}\", headers");
        yaml.Split("""redirect: {scheme_redirect: http, host_redirect: "[2001:db8::1]", prefix_rewrite: "/v2/p/q/", response_code: FOUND}""").Length.ShouldBe(3);
    }

    [Fact]
    public void Files_TheEdge_IsWhereItWasSaid() => YamlOf(EnvoyForm.ExtAuthz, "").ShouldContain("""socket_address: {address: "::1", port_value: 8081 }""");

    [Fact]
    public void Files_Targets_ComeAsTheyAre()
    {
        var yaml = YamlOf(EnvoyForm.Lua, "");

        foreach (var line in new[] { "normalize_path: false", "merge_slashes: false", "path_with_escaped_slashes_action: KEEP_UNCHANGED", "skip_xff_append: true", "use_remote_address: true" }) yaml.ShouldContain(line);
    }

    private static string YamlOf(EnvoyForm form, string policy)
    {
        var file = EnvoyExport.Files(Compiled.Policy(policy).Config, form, s_listen, s_edge).ShouldHaveSingleItem();
        using var content = new MemoryStream();
        file.Write(content);
        YamlReader.Read(content.ToArray()).Problems.ShouldBeEmpty();
        file.Name.ShouldBe("envoy.yaml");
        return Encoding.UTF8.GetString(content.ToArray());
    }
}
