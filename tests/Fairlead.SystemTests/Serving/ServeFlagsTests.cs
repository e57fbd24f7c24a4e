using System.Globalization;
using System.Net;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>What <c>serve</c> is told by flags and environment, beside the policy.</summary>
public sealed class ServeFlagsTests
{
    [Fact]
    public async Task Serve_NoPolicyNoNetworkAndPort_ReadyAndEverythingFromTheUpstream()
    {
        using var directory = new TempDirectory();
        var (data, admin) = (FreePort.Next(), FreePort.Next());
        // A proxy that nobody runs: the feeds are out of reach, whatever network this machine has.
        var nowhere = $"http://127.0.0.1:{FreePort.Next()}";
        await using var server = await ServerProcess.StartAsync(
            await FairleadProgram.PathAsync(), ["serve", "--admin", $"127.0.0.1:{admin}", "--cache", directory.Subdirectory("cache")],
            directory.File("output.log"), process => process.WaitForHttpAsync(new Uri($"http://127.0.0.1:{admin}/readyz")),
            new Dictionary<string, string?>
            {
                ["PORT"] = data.ToString(CultureInfo.InvariantCulture),
                ["FAIRLEAD_UPSTREAM_REGISTRY"] = null,
                ["HTTPS_PROXY"] = nowhere,
                ["HTTP_PROXY"] = nowhere,
                ["ALL_PROXY"] = nowhere,
            });

        foreach (var path in new[] { "pause/manifests/3.10", $"pause/blobs/{Digest.Of("a blob"u8)}" })
        {
            var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{data}/v2/{path}"));
            answer.Status.ShouldBe(307);
            answer.Location.ShouldBe($"https://us-central1-docker.pkg.dev/v2/k8s-artifacts-prod/images/{path}");
        }
        (await Http.GetAsync(new Uri($"http://127.0.0.1:{admin}/healthz"))).Status.ShouldBe(200);
        var lacking = await Eventually.ReadAsync(
            "the feeds that are lacking named",
            () => Task.FromResult(server.Output.Split('\n').FirstOrDefault(line => line.Contains("no feed has been loaded yet for", StringComparison.Ordinal))),
            line => line is not null);
        foreach (var network in new[] { "aws", "gcp" }) lacking.ShouldNotBeNull().ShouldContain(network);
    }

    [Fact]
    public async Task Serve_UpstreamRegistryInTheEnvironment_OverridesThePolicys()
    {
        await using var fairlead = await FairleadServer.StartAsync(
            "upstream: {registry: \"https://one.example.org\"}",
            new FairleadOptions { Environment = new Dictionary<string, string> { ["FAIRLEAD_UPSTREAM_REGISTRY"] = "https://two.example.org" } });

        (await fairlead.GetAsync("/v2/pause/manifests/v1")).Location.ShouldBe("https://two.example.org/v2/pause/manifests/v1");
    }

    [Fact]
    public async Task Serve_AssumePresent_TheMirrorIsNotAskedAndTheStartWarns()
    {
        await using var mirror = await NginxMirror.StartAnsweringAsync(404);
        await using var fairlead = await FairleadServer.StartAsync(
            $$"""
            upstream: {registry: "http://127.0.0.1:9"}
            providers: [{name: everyone, mirrors: [{name: only, url: "{{mirror.UrlTemplate}}"}]}]
            default: [only]
            """,
            new FairleadOptions { AssumePresent = true });
        var blob = Digest.Of("a blob"u8);

        var answer = await fairlead.GetAsync($"/v2/test/image/blobs/{blob}");

        answer.Location.ShouldBe(mirror.UrlOf(blob));
        await Eventually.IsTrueAsync("a warning", () => fairlead.Output.Contains("assume-present", StringComparison.Ordinal));
        (await fairlead.ReadinessAsync()).ShouldBe(HttpStatusCode.OK);
    }
}
