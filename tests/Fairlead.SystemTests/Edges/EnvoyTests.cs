using System.Net;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Envoys;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>Exports of <c>envoy</c> that ask <c>serve --edge</c>, run by a stand-in for Envoy (<see cref="EnvoyStandIn"/>).</summary>
public sealed class EnvoyTests
{
    private const string Blob = "/v2/pause/blobs/sha256:7031c1b283388d2c2e09b57badb803c05ebed362dc88d84b480cc47f72a21097";

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

        (await EdgeComparison.CompareAsync(serve.Data, envoy.Url, new RequestGenerator(3).Make(20_000), EnvoyDifferences.AreListed)).ShouldBeEmpty();
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

    /// <summary>As its page has it, but that the mirrors are taken to hold the blob: they are not asked from here.</summary>
    [Theory]
    [InlineData("ext-authz")]
    [InlineData("lua")]
    public async Task Example_OfEachForm_AnswersWhatItsPageShows(string form)
    {
        var page = await File.ReadAllTextAsync(Checkout.File($"examples/envoy-{form}/README.md"), TestContext.Current.CancellationToken);
        var policy = Checkout.File($"examples/envoy-{form}/policy.yaml");
        using var directory = new TempDirectory();
        await using var serve = await FairleadServer.StartFromAsync(policy, new FairleadOptions { AssumePresent = true, Edge = true });
        await ExportAsync(policy, form, directory, serve.Edge);
        await using var envoy = EnvoyStandIn.Start(directory.Path);

        var blob = await Http.GetAsync(new Uri(envoy.Url, Blob), "35.180.0.1");
        var elsewhere = await Http.GetAsync(new Uri(envoy.Url, Blob), "203.0.113.1");
        var tag = await Http.GetAsync(new Uri(envoy.Url, "/v2/pause/manifests/3.10"));

        page.ShouldContain($"http://127.0.0.1:8000{Blob}");
        foreach (var answer in new[] { blob, elsewhere, tag })
        {
            answer.Status.ShouldBe(307);
            page.ShouldContain($"location: {answer.Location}\n");
        }
        new[] { blob.Location, elsewhere.Location, tag.Location }.Distinct().Count().ShouldBe(3);
    }

    /// <summary>Headers that are the edge port's own, and those that other servers believe: a client that sends them is still itself, and goes where it asked.</summary>
    [Theory]
    [InlineData("ext-authz")]
    [InlineData("lua")]
    public async Task Envoy_ClientThatLies_IsItself(string form)
    {
        using var directory = new TempDirectory();
        var policy = directory.Write("policy.yaml", """
            upstream: {registry: "https://upstream.example.org"}
            clientAddress: {from: x-forwarded-for, trustedProxies: [10.0.0.0/8]}
            providers:
              - {name: here, cidrs: [127.0.0.0/8], mirrors: [{name: local, url: "https://local.example.org/{digest}"}]}
              - {name: there, cidrs: [198.51.100.0/24], mirrors: [{name: far, url: "https://far.example.org/{digest}"}]}
            """);
        await using var serve = await FairleadServer.StartFromAsync(policy, new FairleadOptions { AssumePresent = true, Edge = true });
        await ExportAsync(policy, form, directory, serve.Edge);
        await using var envoy = EnvoyStandIn.Start(directory.Path);
        using var client = new RawConnection(envoy.Url);

        foreach (var lie in new[]
        {
            "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 198.51.100.1, 10.0.0.1", "X-Fairlead-Peer: 198.51.100.1", "X-Fairlead-Peer: 10.0.0.1\r\nX-Forwarded-For: 198.51.100.1",
            "X-Fairlead-Peer: 10.0.0.1\r\nX-Fairlead-Forwarded-For: 198.51.100.1", "X-Real-IP: 198.51.100.1", "Forwarded: for=198.51.100.1", "x-envoy-internal: true\r\nX-Forwarded-For: 198.51.100.1, 10.0.0.1",
            "X-Original-Path: /v2/other/tags/list", "X-Redirect-Status: 302\r\nLocation: https://evil.example.org/",
        })
        {
            var answer = await client.SendAsync($"GET {Blob} HTTP/1.1\r\nHost: registry.example.org\r\n{lie}\r\n\r\n", isHead: false);
            (answer.Status, answer.Header("Location")).ShouldBe((307, $"https://local.example.org/{Blob.Split('/')[^1]}"), lie);
        }
    }

    [Theory]
    [InlineData("'grpc' is no form; write ext-authz, lua or wasm", "--form", "grpc")]
    [InlineData("give one of them", "--form", "lua", "--wasm")]
    [InlineData("--edge is for ext-authz and lua", "--wasm", "--assume-present", "--edge", "127.0.0.1:8081")]
    [InlineData("port 0 is none that Envoy can reach", "--edge", "127.0.0.1:0")]
    [InlineData("'8081' is not an address and port", "--edge", "8081")]
    [InlineData("'127.0.0.1:99999' is not an address and port", "--listen", "127.0.0.1:99999")]
    public async Task Export_WrongOptions_AreRefused(string reason, params string[] options)
    {
        using var policy = new EdgePolicy();
        using var directory = new TempDirectory();

        (await FairleadProgram.RunAsync(["export", "envoy", "--policy", policy.PolicyFile, .. options, "-o", directory.File("envoy")])).ExitedWith(2).Error.ShouldContain(reason);
        Directory.Exists(directory.File("envoy")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("8081", 2, "is not an address and port")]
    [InlineData("127.0.0.1:99999", 2, "is not an address and port")]
    [InlineData("192.0.2.1:8081", 1, "can't listen on 192.0.2.1:8081")]
    public async Task ServeEdge_WhatCantBeListenedOn_IsRefused(string edge, int exitCode, string reason)
    {
        using var policy = new EdgePolicy();

        (await FairleadProgram.RunAsync(["serve", "--policy", policy.PolicyFile, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--edge", edge])).ExitedWith(exitCode).Error.ShouldContain(reason);
    }

    private static async Task ExportAsync(string policy, string form, TempDirectory directory, Uri edge) =>
        (await FairleadProgram.RunAsync(
            ["export", "envoy", "--policy", policy, "--form", form, "--edge", edge.Authority, "--listen", $"{IPAddress.Loopback}:{FreePort.Next()}", "-o", directory.Path])).Succeeded();
}
