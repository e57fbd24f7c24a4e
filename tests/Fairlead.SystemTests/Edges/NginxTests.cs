using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>Debian's nginx with the exported policy, beside <c>serve</c> with the policy itself.</summary>
public sealed class NginxTests
{
    private const int Requests = 2000;

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
}
