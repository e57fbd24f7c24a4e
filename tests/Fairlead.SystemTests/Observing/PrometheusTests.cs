using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Observing;

/// <summary>Prometheus itself reads <c>/metrics</c>.</summary>
public sealed class PrometheusTests
{
    // The upstream is nobody: a manifest's redirect needs none.
    private const string Policy = "upstream: {registry: \"http://127.0.0.1:9\"}";

    [Fact]
    public async Task Scrape_AfterRequests_TheTargetIsUpAndHasOurMetrics()
    {
        await using var fairlead = await FairleadServer.StartAsync(Policy);
        await using var prometheus = await PrometheusServer.StartAsync(fairlead.Admin);
        for (var request = 0; request < 5; request++) await fairlead.GetAsync("/v2/test/image/manifests/v1");

        await Eventually.ReadAsync("up", () => prometheus.QueryAsync("up{job=\"fairlead\"}"), up => up == 1);
        await Eventually.ReadAsync(
            "metrics of ours in Prometheus", () => prometheus.QueryAsync("count({__name__=~\"fairlead_.+\"})"), count => count > 0);
        await Eventually.ReadAsync(
            "the requests counted", () => prometheus.QueryAsync("sum(fairlead_requests_total{rule=\"upstream\",status=\"307\"})"), count => count == 5);
    }

    [Fact]
    public async Task Metrics_AfterRequests_PromtoolFindsNothingWrong()
    {
        await using var fairlead = await FairleadServer.StartAsync(Policy);
        await fairlead.GetAsync("/v2/test/image/manifests/v1");

        var metrics = await fairlead.MetricsAsync();

        (await ClientCommand.RunAsync(Tool.Promtool.Path, ["check", "metrics"], input: metrics)).Succeeded();
    }
}
