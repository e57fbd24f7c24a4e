using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>Debian's nginx with the exported policy, beside <c>serve</c> with the policy itself.</summary>
public sealed class NginxTests
{
    private const int Requests = 20_000;

    [Theory]
    [InlineData("--assume-present")]
    [InlineData("--assume-present", "--njs")]
    public async Task Export_GeneratedRequests_AreAnsweredAsByServe(params string[] flags)
    {
        using var policy = new EdgePolicy();
        await using var serve = await FairleadServer.StartFromAsync(policy.PolicyFile, new FairleadOptions { AssumePresent = true });
        await using var nginx = await NginxEdge.StartAsync(policy.PolicyFile, flags);

        (await EdgeComparison.CompareAsync(serve.Data, nginx.Url, new RequestGenerator(seed: 2).Make(Requests))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("examples/minimal.yaml", "--assume-present")]
    [InlineData("examples/nginx/policy.yaml", "--assume-present")]
    [InlineData("examples/nginx-njs/policy.yaml", "--njs")]
    public async Task Export_Example_Starts(string policy, params string[] flags)
    {
        await using var nginx = await NginxEdge.StartAsync(Checkout.File(policy), flags);

        (await RawHttp.SendAsync(nginx.Url, "GET /v2/pause/manifests/3.10 HTTP/1.1\r\nHost: a\r\n\r\n")).Status.ShouldBe(307);
    }

    [Fact]
    public async Task Export_NeitherModuleNorAssumption_IsWrongUsage()
    {
        using var directory = new TempDirectory();

        (await FairleadProgram.RunAsync(["export", "nginx", "--policy", Checkout.File("examples/minimal.yaml"), "-o", directory.File("nginx")]))
            .ExitedWith(2).Error.ShouldContain("--assume-present");
        Directory.Exists(directory.File("nginx")).ShouldBeFalse();
    }

    [Fact]
    public async Task Export_CloudsOwnFeeds_IsTakenByNginx()
    {
        using var directory = new TempDirectory();
        var feeds = CloudFeeds.Named(CloudFeeds.Names[^1], directory);
        var policy = directory.Write("policy.yaml", $$"""
            upstream: {registry: "https://registry.example.org"}
            networks: {feeds: [{type: aws, file: "{{feeds.AwsFile}}"}, {type: gcp, file: "{{feeds.GcpFile}}"}]}
            providers:
              - {name: amazon, networks: [aws], mirrors: [{url: "https://{region}.example.org/{digest}", regions: [us-east-1, eu-west-3, ap-southeast-1] }]}
              - {name: google, networks: [gcp], serveFrom: upstream}
            """);
        await using var nginx = await NginxEdge.StartAsync(policy, "--assume-present");

        (await RawHttp.SendAsync(nginx.Url, "GET /v2/ HTTP/1.1\r\nHost: a\r\n\r\n")).Status.ShouldBe(200);
    }
}
