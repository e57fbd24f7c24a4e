using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Observing;

/// <summary>Metrics and traces over OTLP, and that a client's address is in nothing that leaves the program.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Otlp_EndpointSet_MetricsAndTracesArriveAndNothingHoldsAClientsAddress()
    {
        using var directory = new TempDirectory();
        var feeds = CloudFeeds.Named(CloudFeeds.Sample, directory);
        await using var mirror = await NginxMirror.StartAnsweringAsync(200);
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var fairlead = await FairleadServer.StartAsync(
            $$"""
            upstream: {registry: "http://127.0.0.1:9"}
            {{FairleadServer.TrustThisMachine}}
            networks: {feeds: [{type: aws, file: "{{feeds.AwsFile}}"}]}
            providers: [{name: amazon, networks: [aws], mirrors: [{region: eu-west-3, url: "{{mirror.UrlTemplate}}"}]}]
            presence: {timeout: 10s}
            shutdown: {delay: 0s}
            """,
            new FairleadOptions
            {
                AccessLog = true,
                Environment = new Dictionary<string, string>
                {
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint,
                    ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                    ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
                    ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
                },
            });
        var blob = $"/v2/test/image/blobs/{Digest.Of("a blob"u8)}";

        await Eventually.IsTrueAsync("metrics of ours and traces over OTLP", async () =>
        {
            // In the mirror's region, malformed, and of a client that no feed knows: every way that an address can go.
            (await fairlead.GetAsync(blob, Addresses.AwsParis)).Location.ShouldStartWith(mirror.Url.ToString());
            await fairlead.GetAsync(blob, $"{Addresses.AwsParis}:x");
            await fairlead.GetAsync("/v2/test/image/manifests/v1", Addresses.Elsewhere);
            return receiver.PayloadsAt("/v1/metrics").Any(HasMetricOfOurs)
                && receiver.PayloadsAt("/v1/traces").Any();
        });

        var metrics = await fairlead.MetricsAsync();
        await EndAsync(fairlead);
        AccessLogLines(fairlead.Output).ShouldBeGreaterThanOrEqualTo(3);
        var leaving = receiver.Payloads.Append(metrics).Append(fairlead.Output).ToList();
        foreach (var address in new[] { Addresses.AwsParis, Addresses.Elsewhere })
            leaving.ShouldAllBe(text => !text.Contains(address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AccessLog_TurnedOn_OneJsonLineARequest()
    {
        await using var fairlead = await FairleadServer.StartAsync(
            "upstream: {registry: \"http://127.0.0.1:9\"}\nshutdown: {delay: 0s}", new FairleadOptions { AccessLog = true });

        for (var request = 0; request < 3; request++) await fairlead.GetAsync($"/v2/test/image/manifests/tag-{request}");

        await EndAsync(fairlead);
        AccessLogLines(fairlead.Output).ShouldBe(3);
    }

    [Fact]
    public async Task AccessLog_NotTurnedOn_NothingPrintedForARequest()
    {
        await using var fairlead = await FairleadServer.StartAsync("upstream: {registry: \"http://127.0.0.1:9\"}\nshutdown: {delay: 0s}");

        for (var request = 0; request < 100; request++) await fairlead.GetAsync($"/v2/test/image/manifests/tag-{request}");

        await EndAsync(fairlead);
        AccessLogLines(fairlead.Output).ShouldBe(0);
        fairlead.Output.ShouldNotContain("tag-");
    }

    /// <summary>Once it has ended, everything that it had to print and to send is printed and sent.</summary>
    private static async Task EndAsync(FairleadServer fairlead)
    {
        fairlead.Terminate();
        (await fairlead.WaitForExitAsync(Eventually.Deadline)).ShouldBe(0);
    }

    private static bool HasMetricOfOurs(string payload) =>
        payload.Contains("fairlead.", StringComparison.Ordinal) || payload.Contains("fairlead_", StringComparison.Ordinal);

    private static int AccessLogLines(string output)
    {
        var count = 0;
        // What comes after the last line's end is still being written.
        foreach (var line in output.Split('\n')[..^1])
        {
            if (!line.StartsWith('{')) continue;
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("status", out _)) count++;
        }
        return count;
    }
}
