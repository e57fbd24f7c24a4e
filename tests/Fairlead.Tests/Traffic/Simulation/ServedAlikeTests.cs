using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Loading;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Traffic.Simulation;

/// <summary>A replay says of every request what the running redirector answers to it.</summary>
public sealed class ServedAlikeTests
{
    private const string Policy = """
        upstream: {registry: ["https://registry.example", "https://second.example"], repositoryPrefix: images, signatures: "https://signatures.example"}
        pages: {info: "https://pages.example/"}
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/28, region: eu-west-3}, {prefix: 192.0.2.16/28, region: us-east-1}, 192.0.2.32/28]
            mirrors:
              - {region: eu-west-3, url: "https://paris.example/images/{digest}"}
              - {region: us-east-1, url: "https://virginia.example/{digest}/data"}
            regionless: [cloud-us-east-1]
          - name: own
            cidrs: [{prefix: 192.0.2.48/28, region: sa-east-1}]
          - name: plain
            cidrs: [192.0.2.64/28]
            serveFrom: upstream
          - {name: everyone-else, mirrors: [{name: cdn, url: "https://cdn.example/{digest}"}]}
        routes:
          - {when: {provider: [cloud], region: [us-east-1]}, use: [cdn], upstream: {registry: "https://route.example"}}
        default: [cdn]
        artifacts:
          - {path: /files/cloud/, host: cloud-files.example, provider: cloud}
          - {path: /files/, host: files.example}
        """;

    private static readonly string[] s_clients = ["192.0.2.1", "192.0.2.17", "192.0.2.33", "192.0.2.49", "192.0.2.65", "203.0.113.1", "2001:db8::1"];

    private static readonly string[] s_targets =
    [
        $"/v2/app/blobs/{SampleDigest.Text}", $"/v2/a/b/blobs/sha256%3A{SampleDigest.Hex}?ns=x", $"/v2/App/blobs/{SampleDigest.Text}", "/v2/app/blobs/sha256:short",
        $"/v2/app/manifests/{SampleDigest.Text}", "/v2/app/manifests/v1", $"/v2/app/manifests/sha256-{SampleDigest.Hex}.sig", $"/v2/app/referrers/{SampleDigest.Text}",
        "/v2/app/tags/list?n=3", "/v2/", "/v2", "/v2/_catalog", "/v1/x", "/", "/privacy", "/files/a.tar.gz", "/files/cloud/b", "/files", "/nothing", "/v2/a//b", "/v2/a/%00",
        $"/v2/app/blobs/{SampleDigest.Text}/", $"/v2/blobs/{SampleDigest.Text}", "/v2/app/blobs/uploads/1",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replay_RandomRequests_GoWhereTheRedirectorSendsThem(bool trustsTags)
    {
        var redirects = new RedirectConfig("https://own-registry.example", "https://own-files.example", trustsTags);
        await using var server = await RunningRedirector.StartAsync(
            Policy, changeOptions: options => options with { AssumePresent = true }, changeConfig: config => WithRedirects(config, redirects));
        var traffic = new SimulatedTraffic(Policy, Policy) { Policy = PolicyNetworks.Compile(WithRedirects(PolicyText.LoadGood(Policy), redirects), []) };
        var random = new Random(6);

        var served = 0;
        for (var i = 0; i < 400; i++)
        {
            var (client, target) = (s_clients[random.Next(s_clients.Length)], s_targets[random.Next(s_targets.Length)]);
            var answer = await server.GetAsync(target, client, method: random.Next(4) == 0 ? "HEAD" : "GET");
            var replayed = traffic.DestinationOf(new ReplayedRequest(target) { Client = client });

            var expected = answer.Location is null or "https://pages.example/" ? null : BackendAt(traffic.Policy, answer.Location);
            replayed.ShouldBe(expected, $"{client} {target}: {answer.Status} {answer.Location}");
            if (expected is not null) served++;
        }
        served.ShouldBeInRange(150, 350);
    }

    private static PolicyConfig WithRedirects(PolicyConfig config, RedirectConfig redirects) =>
        config with { Providers = [.. config.Providers.Select(provider => provider.Name == "own" ? provider with { RedirectsTo = redirects } : provider)] };

    private static string BackendAt(CompiledPolicy policy, string location) =>
        policy.Mirrors.SingleOrDefault(mirror => location.StartsWith(mirror.Config.UrlBefore, StringComparison.Ordinal))?.Config.Name ?? new Uri(location).Host;
}
