using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

public sealed class HaproxyTests
{
    [Fact]
    public async Task Export_Policy_IsFollowedAsServeFollowsIt()
    {
        using var policy = new EdgePolicy();
        await using var serve = await FairleadServer.StartFromAsync(policy.PolicyFile, new FairleadOptions { AssumePresent = true });
        await using var haproxy = await HaproxyServer.StartAsync(policy.PolicyFile);

        (await EdgeComparison.CompareAsync(serve.Data, haproxy.Url, new RequestGenerator(seed: 2).Make(20_000))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_WithoutAssumePresent_Is2WithTheReason()
    {
        using var policy = new EdgePolicy();
        using var directory = new TempDirectory();
        var run = await FairleadProgram.RunAsync(["export", "haproxy", "--policy", policy.PolicyFile, "-o", directory.Path]);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--assume-present");
        Directory.GetFiles(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Example_InItsOwnWords_RedirectsByTheClient()
    {
        await using var haproxy = await HaproxyServer.StartAsync(Checkout.File("examples/haproxy/policy.yaml"));
        var blob = $"/v2/pause/blobs/sha256:{new string('a', 64)}";
        (await Http.GetAsync(new Uri(haproxy.Url, blob), "192.0.2.7")).Location.ShouldBe($"https://blobs.example.edu/containers/images/sha256:{new string('a', 64)}");
        (await Http.GetAsync(new Uri(haproxy.Url, blob), "198.51.100.7")).Location.ShouldBe($"https://cdn.example.org/containers/images/sha256:{new string('a', 64)}");
    }
}
