using Fairlead.Demo.Hosting;
using Fairlead.Tests.Redirector.Upkeep;

namespace Fairlead.Tests.Redirector.Deciding;

/// <summary>Which registries are looked after, however often a policy names them.</summary>
public sealed class StateBuilderTests
{
    [Fact]
    public async Task Build_RegistryInAListAndAlone_IsOneSiteAndProbedOnce()
    {
        var probes = 0;
        await using var registry = await LoopbackServer.StartAsync(context =>
        {
            Interlocked.Increment(ref probes);
            return Task.CompletedTask;
        }, cancel: TestContext.Current.CancellationToken);
        var url = registry.BaseAddress.GetLeftPart(UriPartial.Authority);
        using var bench = new CoreBench($$$"""
            upstream: {registry: "{{{url}}}", signatures: "https://signatures.example.org"}
            providers: [{name: cloud, cidrs: [192.0.2.0/24], serveFrom: upstream}]
            hosts:
              list.example.org: {upstream: {registry: ["{{{url}}}", "http://127.0.0.1:1"], signatures: "{{{url}}}"}}
              alone.example.org: {upstream: {registry: "{{{url}}}"}}
            routes: [{when: {provider: cloud}, use: [], upstream: {registry: "{{{url}}}", signatures: "https://signatures.example.org"}}]
            """);
        // Not the registry of signatures: nobody asks it anything.
        bench.State.Sites.Select(site => site.Name).ShouldBe(["http://127.0.0.1:1", url], ignoreOrder: true);
        var place = bench.State.PlaceOf(0);
        var alone = bench.State.UpstreamOf(place, "alone.example.org").FirstHealthy;
        bench.State.UpstreamOf(place, "list.example.org").FirstHealthy.ShouldBeSameAs(alone);
        bench.State.UpstreamOf(place, "").FirstHealthy.ShouldBeSameAs(alone);

        await bench.ProbeDueAsync();
        probes.ShouldBe(1);
    }
}
