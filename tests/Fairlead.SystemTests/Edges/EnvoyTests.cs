using System.Net;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Envoys;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>Exports of <c>envoy</c> that ask <c>serve --edge</c>, run by a stand-in for Envoy (<see cref="EnvoyStandIn"/>).</summary>
public sealed class EnvoyTests
{
    [Theory]
    [InlineData("ext-authz")]
    [InlineData("lua")]
    public async Task Envoy_RequestsAtTheEdgesOfTheRules_AnswersAsServeDoes(string form)
    {
        using var policy = new EdgePolicy();
        using var directory = new TempDirectory();
        await using var serve = await FairleadServer.StartFromAsync(policy.PolicyFile, new FairleadOptions { AssumePresent = true, Edge = true });
        await ExportAsync(policy.PolicyFile, form, directory, serve.Edge);
        await using var envoy = EnvoyStandIn.Start(directory.Path);

        (await EdgeComparison.CompareAsync(serve.Data, envoy.Url, new RequestGenerator(3).Make(20_000))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ext-authz")]
    [InlineData("lua")]
    public async Task Envoy_AnEdgeThatIsGone_SendsPullsToTheUpstream(string form)
    {
        using var policy = new EdgePolicy();
        using var directory = new TempDirectory();
        await ExportAsync(policy.PolicyFile, form, directory, new Uri($"http://127.0.0.1:{FreePort.Next()}"));
        await using var envoy = EnvoyStandIn.Start(directory.Path);
        using var client = new RawConnection(envoy.Url);

        foreach (var (target, host, location) in new[]
        {
            ("/v2/pause/manifests/3.10?x=1", "registry.example.org", "https://us-central1-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3.10?x=1"),
            ("/v2/k8s-artifacts-prod/images/pause/tags/list", "registry.example.org", "https://us-central1-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/tags/list"),
            ("/v2/pause/manifests/3.10", "other.example.org:8080", "https://other-upstream.example.org:8443/v2/deep/prefix/pause/manifests/3.10"),
        })
        {
            foreach (var method in (string[])["GET", "HEAD"])
            {
                var answer = await client.SendAsync(new EdgeRequest(method, target, host, "198.51.100.1, 10.0.0.1").Text, isHead: method == "HEAD");
                (answer.Status, answer.Header("Location"), answer.Header("Cache-Control")).ShouldBe((307, location, "no-store"));
            }
        }
        (await client.SendAsync(new EdgeRequest("GET", "/v2/", "registry.example.org", null).Text, isHead: false)).Status.ShouldBe(200);
        (await client.SendAsync(new EdgeRequest("GET", "/kops/x", "registry.example.org", null).Text, isHead: false)).Status.ShouldBe(503);
    }

    [Theory]
    [InlineData("ext-authz")]
    [InlineData("lua")]
    public async Task Example_OfEachForm_SendsPullsToTheUpstreamOfItsPolicy(string form)
    {
        var policy = Checkout.File($"examples/envoy-{form}/policy.yaml");
        using var directory = new TempDirectory();
        await using var serve = await FairleadServer.StartFromAsync(policy, new FairleadOptions { AssumePresent = true, Edge = true });
        await ExportAsync(policy, form, directory, serve.Edge);
        await using var envoy = EnvoyStandIn.Start(directory.Path);
        using var client = new RawConnection(envoy.Url);

        var request = new EdgeRequest("GET", "/v2/pause/manifests/3.10", "registry.example.org", null);
        var answer = await client.SendAsync(request.Text, isHead: false);
        answer.Status.ShouldBe(307);
        answer.Header("Location").ShouldBe((await serve.GetAsync(request.Target)).Location);
    }

    [Fact]
    public async Task Export_AnUnknownForm_IsRefused()
    {
        using var policy = new EdgePolicy();
        var result = await FairleadProgram.RunAsync(["export", "envoy", "--policy", policy.PolicyFile, "--form", "grpc", "-o", "x"]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("ext-authz");
    }

    private static async Task ExportAsync(string policy, string form, TempDirectory directory, Uri edge) =>
        (await FairleadProgram.RunAsync(
            ["export", "envoy", "--policy", policy, "--form", form, "--edge", edge.Authority, "--listen", $"{IPAddress.Loopback}:{FreePort.Next()}", "-o", directory.Path])).Succeeded();
}
