using System.Text.RegularExpressions;
using Fairlead.Formats.Inventories;
using Fairlead.Tests.Documents;
using Fairlead.Tests.Formats.Inventories;
using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Observing;

/// <summary>The labels of every metric are those that docs/architecture.md says, on which rules and dashboards stand.</summary>
public sealed class MetricLabelsTests
{
    // These have samples only with a port or a reader that the server has not got here, and no labels then either.
    private static readonly string[] s_unseen = ["fairlead_certificate_left_seconds"];

    [Fact]
    public async Task Metrics_OfAServerWithEverything_HaveTheDocumentedLabels()
    {
        await using var others = await FeedServer.StartAsync();
        await using var server = await RunningRedirector.StartAsync($$"""
            upstream: {registry: "<upstream>"}
            networks: {feeds: [{type: aws, url: "{{others.Url("/aws")}}"}, {type: cidrs, network: campus, file: "{{Path.Combine(Checkout.Root, "examples/campus.txt")}}"}]}
            providers:
              - name: cloud
                cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}, {prefix: 198.51.100.0/24, region: us-east-1}]
                mirrors: [{region: eu-west-3, url: "<near>", presence: {inventory: "{{others.Url("/inventory")}}"} }, {region: us-east-1, url: "<far>"}]
            """);
        await RefreshInventoryAsync(server, others);
        await server.GetAsync($"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}", RunningRedirector.InParis);
        await server.GetAsync($"/v2/demo/hello/blobs/{SampleDigest.Text}", RunningRedirector.InVirginia);

        var seen = (await server.MetricsAsync()).Values.Keys.Select(sample => (Name: sample.Split('{')[0], Labels: LabelsOf(sample))).ToLookup(sample => sample.Name, sample => sample.Labels);

        foreach (var (name, labels) in DocumentedMetric.All().SelectMany(metric => metric.Series()).Where(series => !s_unseen.Contains(series.Name)))
        {
            seen[name].ShouldNotBeEmpty(name);
            foreach (var sample in seen[name]) sample.ShouldBe(labels, name);
        }
    }

    /// <summary>Once a good one, then none.</summary>
    private static async Task RefreshInventoryAsync(RunningRedirector server, FeedServer others)
    {
        var builder = new InventoryBuilder();
        builder.Add(RunningRedirector.Held.Digest, RunningRedirector.Held.Size, ["demo/hello"]);
        var bytes = InventorySamples.Bytes(builder.Build(DateTimeOffset.UtcNow));
        others.Answer = context => context.Response.Body.WriteAsync(bytes).AsTask();
        await server.RefreshInventoriesAsync();
        others.Status(404);
        await server.RefreshInventoriesAsync();
    }

    private static string[] LabelsOf(string sample) => [.. Regex.Matches(sample, "(\\w+)=\"").Select(label => label.Groups[1].Value)];
}
