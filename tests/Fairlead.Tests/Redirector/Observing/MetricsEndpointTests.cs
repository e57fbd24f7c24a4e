using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Observing;

/// <summary>What <c>/metrics</c> says after requests that a test knows.</summary>
public sealed class MetricsEndpointTests : IAsyncLifetime
{
    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";
    private RunningRedirector _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningRedirector.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Metrics_ContentType_IsThatOfTheFormat() =>
        (await _server.AskAdminAsync("/metrics"))["Content-Type"].ShouldBe("text/plain; version=0.0.4; charset=utf-8");

    [Fact]
    public async Task Requests_EachAnswer_IsCountedByRuleStatusProviderAndRegion()
    {
        await _server.GetAsync(s_blob, RunningRedirector.InParis);
        await _server.GetAsync(s_blob, RunningRedirector.InParis);
        await _server.GetAsync(s_blob, RunningRedirector.InVirginia);
        await _server.GetAsync("/v2/a/tags/list", RunningRedirector.InParis);
        await _server.GetAsync("/v2/", RunningRedirector.Elsewhere);
        await _server.GetAsync("/v2/", RunningRedirector.Elsewhere, method: "POST");
        await _server.GetAsync("/v2/a//b");
        await _server.GetAsync("/nothing");

        var requests = (await _server.MetricsAsync()).Values.Where(v => v.Key.StartsWith("fairlead_requests_total{"));
        requests.ToDictionary().ShouldBe(new Dictionary<string, double>
        {
            [Requests("mirror", 307, "cloud", "eu-west-3")] = 2,
            [Requests("mirror", 307, "cloud", "us-east-1")] = 1,
            [Requests("upstream", 307, "cloud", "eu-west-3")] = 1,
            [Requests("ping", 200, "none", "none")] = 1,
            [Requests("method", 405, "none", "none")] = 1,
            [Requests("refused", 400, "none", "none")] = 1,
            [Requests("not-found", 404, "none", "none")] = 1,
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Redirects_ToAMirror_AreCountedThere()
    {
        for (var i = 0; i < 3; i++) await _server.GetAsync(s_blob, RunningRedirector.InParis);
        await _server.GetAsync("/v2/a/tags/list", RunningRedirector.InParis);

        (await _server.MetricsAsync()).Values.Where(v => v.Key.StartsWith("fairlead_redirects_total")).ShouldBe([new("fairlead_redirects_total{mirror=\"cloud-eu-west-3\"}", 3)]);
    }

    [Fact]
    public async Task Descriptors_OpenAndLimit_AreThoseOfTheProcess()
    {
        var metrics = await _server.MetricsAsync();
        metrics["fairlead_descriptors_open"].ShouldBeGreaterThan(3);
        metrics["fairlead_descriptors_limit"].ShouldBeGreaterThan(metrics["fairlead_descriptors_open"]);
    }

    [Fact]
    public async Task Heads_EachAnswer_IsCountedByMirrorAndResult()
    {
        _server.Near.Remove(RunningRedirector.Held.Digest);
        await _server.GetAsync(s_blob, RunningRedirector.InParis);
        _server.Far.Behaviour = Fairlead.Demo.Behaviours.Behaviour.Status(500);
        await _server.GetAsync($"/v2/demo/hello/blobs/{SampleDigest.Text}", RunningRedirector.InVirginia);

        var metrics = await _server.MetricsAsync();
        metrics[Heads("cloud-eu-west-3", "absent")].ShouldBe(2);
        metrics[Heads("cloud-us-east-1", "present")].ShouldBe(1);
        metrics[Heads("cloud-us-east-1", "unknown")].ShouldBe(1);
        metrics["fairlead_head_seconds_count{kind=\"head\"}"].ShouldBe(4);
    }

    [Fact]
    public async Task MissingBlobs_NoMirrorHeldIt_AreCountedAtTheNearest()
    {
        for (var i = 0; i < 3; i++) await _server.GetAsync($"/v2/demo/hello/blobs/{SampleDigest.Text}", RunningRedirector.InVirginia);
        var metrics = await _server.MetricsAsync();
        metrics["fairlead_missing_blobs_total{mirror=\"cloud-us-east-1\"}"].ShouldBe(3);
        metrics["fairlead_missing_blobs_total{mirror=\"cloud-eu-west-3\"}"].ShouldBe(0);
        metrics.Values.ShouldContainKey("fairlead_missing_blobs_total{mirror=\"cloud-eu-west-3\"}");
    }

    [Fact]
    public async Task Presence_HitsAndMisses_AreCounted()
    {
        for (var i = 0; i < 3; i++) await _server.GetAsync(s_blob, RunningRedirector.InParis);
        var metrics = await _server.MetricsAsync();
        metrics["fairlead_presence_entries"].ShouldBe(1);
        metrics["fairlead_presence_hits_total"].ShouldBe(2);
        metrics["fairlead_presence_misses_total"].ShouldBe(1);
        metrics["fairlead_presence_capacity"].ShouldBeGreaterThanOrEqualTo(1_000_000);
        metrics.Values.ShouldContainKey("fairlead_presence_evictions_total");
        metrics["fairlead_decision_seconds_count{asked=\"false\"}"].ShouldBe(2);
        metrics["fairlead_decision_seconds_count{asked=\"true\"}"].ShouldBe(1);
    }

    [Fact]
    public async Task Reload_WithAnotherRedirectStatus_GivesNoSampleTwice()
    {
        await _server.GetAsync("/v2/");
        await _server.GetAsync("/v2/a/tags/list");
        (await _server.ReloadAsync(RunningRedirector.TwoMirrors + "\nredirectStatus: 302\n")).ShouldBeTrue();
        await _server.GetAsync("/v2/");
        await _server.GetAsync("/v2/a/tags/list");

        var metrics = await _server.MetricsAsync();
        metrics[Requests("ping", 200, "none", "none")].ShouldBe(2);
        metrics[Requests("upstream", 307, "none", "none")].ShouldBe(1);
        metrics[Requests("upstream", 302, "none", "none")].ShouldBe(1);
    }

    [Theory]
    [InlineData("\"<upstream>\"", "", false)]
    [InlineData("[\"<upstream>\", \"<dead>\"]", "", true)]
    [InlineData("\"<upstream>\"", ", signatures: \"<signatures>\"", true)]
    public async Task Upstream_ThatNobodyAsks_IsNotCalledHealthy(string registry, string signatures, bool isAsked)
    {
        await using var server = await RunningRedirector.StartAsync($"upstream: {{registry: {registry}{signatures}}}");
        await server.GetAsync("/v2/a/manifests/sha256:e6f1816883972d4be47bd48879a08919b96afcd344132622e4d444987919323c");

        var healthy = (await server.MetricsAsync()).Values.Keys.Where(key => key.StartsWith("fairlead_target_healthy", StringComparison.Ordinal));

        healthy.Any(key => key.Contains("kind=\"upstream\"", StringComparison.Ordinal)).ShouldBe(isAsked);
    }

    [Fact]
    public async Task Feeds_LoadedAndNot_AreThereWithAgeAndPrefixes()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "192.0.2.0/25\n192.0.2.128/25\n2001:db8::/32\n");
            await using var server = await RunningRedirector.StartAsync($$"""
                upstream: {registry: "<upstream>"}
                networks:
                  feeds:
                    - {type: cidrs, network: campus, file: {{file}}}
                    - {type: aws, url: "https://feeds.example/aws.json"}
                providersFrom: {url: "https://feeds.example/providers.tar.gz"}
                """);
            var metrics = await server.MetricsAsync();
            metrics["fairlead_feed_loaded{feed=\"campus\"}"].ShouldBe(1);
            metrics["fairlead_feed_prefixes{feed=\"campus\"}"].ShouldBe(3);
            metrics.Values.ShouldContainKey("fairlead_feed_age_seconds{feed=\"campus\"}");
            metrics["fairlead_feed_loaded{feed=\"aws\"}"].ShouldBe(0);
            metrics["fairlead_feed_refresh_seconds{feed=\"aws\"}"].ShouldBe(12 * 3600);
            metrics.Values.ShouldNotContainKey("fairlead_feed_refresh_seconds{feed=\"campus\"}");
            metrics.Values.ShouldContainKey("fairlead_feed_loaded{feed=\"aws\"}");
            metrics.Values.ShouldNotContainKey("fairlead_feed_prefixes{feed=\"aws\"}");
            metrics["fairlead_feed_loaded{feed=\"provider files\"}"].ShouldBe(0);
            metrics["fairlead_feed_refresh_seconds{feed=\"provider files\"}"].ShouldBe(12 * 3600);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Requests(string rule, int status, string provider, string region) =>
        $"fairlead_requests_total{{rule=\"{rule}\",status=\"{status}\",provider=\"{provider}\",region=\"{region}\"}}";

    private static string Heads(string mirror, string result) => $"fairlead_heads_total{{mirror=\"{mirror}\",result=\"{result}\"}}";
}
