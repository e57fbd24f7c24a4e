using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

public sealed class RequestGeneratorTests
{
    [Fact]
    public void Make_OfOneSeed_IsTheSame() => new RequestGenerator(7).Make(200).ShouldBe(new RequestGenerator(7).Make(200));

    [Fact]
    public async Task Compare_ServeWithItself_FindsNoDifference()
    {
        using var policy = new EdgePolicy();
        await using var serve = await FairleadServer.StartFromAsync(policy.PolicyFile, new FairleadOptions { AssumePresent = true });

        (await EdgeComparison.CompareAsync(serve.Data, serve.Data, new RequestGenerator(1).Make(500))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Compare_ServeWithAnotherPolicy_FindsDifferences()
    {
        using var policy = new EdgePolicy();
        await using var serve = await FairleadServer.StartFromAsync(policy.PolicyFile, new FairleadOptions { AssumePresent = true });
        await using var other = await FairleadServer.StartAsync("upstream: {registry: \"https://other.example.org\"}", new FairleadOptions { AssumePresent = true });

        (await EdgeComparison.CompareAsync(serve.Data, other.Data, new RequestGenerator(1).Make(100))).ShouldNotBeEmpty();
    }
}
