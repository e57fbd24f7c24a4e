using Fairlead.Policy.Hosts;
using Fairlead.Policy.Loading;
using Fairlead.Tests.Policy.Loading;

namespace Fairlead.Tests.Policy.Hosts;

public sealed class ClientHostsTests
{
    private const string Policy = """
        upstream: {registry: [https://b.example, "https://B.example:443"], signatures: https://s.example}
        hosts: {k8s.example.org: {upstream: {registry: https://old.example, signatures: https://b.example}}}
        pages: {info: https://pages.example/info}
        networks: {feeds: [{type: cidrs, network: office, url: "https://feeds.example/list.txt"}]}
        providers:
          - name: one
            networks: [office]
            mirrors:
              - {name: m1, url: "https://M.example/{digest}"}
              - {region: eu-west-3, url: "http://[2001:DB8::1]:8080/{region}?d={digest}"}
          - {name: off, active: false, mirrors: [{name: m3, url: "https://off.example/{digest}"}]}
        routes:
          - {when: {country: [CN]}, use: [m1]}
          - {when: {country: [KP]}, upstream: {registry: "http://kp.example"}}
        default: [m1]
        artifacts:
          - {path: /a/, host: files.example}
          - {path: /b/, host: "https://m.example/sub", provider: one}
          - {path: /c/, host: off-files.example, provider: off}
        """;

    [Fact]
    public void Of_EverySection_GivesHostsAndWhatTheyAreFor() =>
        ClientHosts.Of(PolicyText.LoadGood(Policy)).Select(Text).ShouldBe(
        [
            "[2001:db8::1]:8080 Mirror mirror=one-eu-west-3 region=eu-west-3 provider=one",
            "b.example:443 Upstream; Upstream; Signatures name=k8s.example.org",
            "files.example:443 Artifacts path=/a/",
            "kp.example:80 Upstream route=2",
            "m.example:443 Mirror mirror=m1 provider=one; Artifacts provider=one path=/b/",
            "old.example:443 Upstream name=k8s.example.org",
            "s.example:443 Signatures",
        ]);

    [Fact]
    public void Of_EveryNameThatAPolicyMayHold_IsRead()
    {
        var policy = PolicyText.LoadGood(Policy);
        var random = new Random(20261121);
        var names = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var name = new string(random.GetItems("ab7-_."u8, random.Next(1, 12)).Select(one => (char)one).ToArray());
            if (!HostName.IsValid(name)) continue;
            names++;
            ClientHosts.Of(policy with { Upstream = new UpstreamConfig([$"https://{name}"], "", null) }).ShouldContain(host => host.Host == name && host.Port == 443, name);
        }
        names.ShouldBeGreaterThan(1_000);
    }

    private static string Text(ClientHost host) => $"{host.Host}:{host.Port} " + string.Join("; ", host.Uses.Select(Text));

    private static string Text(HostUse use) => use.Kind
        + (use.Name is null ? "" : $" name={use.Name}") + (use.Route is null ? "" : $" route={use.Route}")
        + (use.Mirror is null ? "" : $" mirror={use.Mirror}") + (use.Region is null ? "" : $" region={use.Region}")
        + (use.Provider is null ? "" : $" provider={use.Provider}") + (use.Path is null ? "" : $" path={use.Path}");
}
