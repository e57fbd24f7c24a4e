using System.Net;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Load;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>Reloads under full load: no error, and no request that is decided by half a policy.</summary>
public sealed class ReloadTests
{
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(PolicyChange.Hangup, 30)]
    [InlineData(PolicyChange.FileReplaced, 8)]
    [InlineData(PolicyChange.FileWrittenOver, 8)]
    [InlineData(PolicyChange.ConfigMap, 8)]
    public async Task Reload_EverySecondAtFullLoad_EveryAnswerIsOfOnePolicyWhole(PolicyChange change, int seconds)
    {
        using var directory = new TempDirectory();
        var feeds = CloudFeeds.Named(CloudFeeds.Sample, directory);
        await using var serverA = await NginxMirror.StartAnsweringAsync(200);
        await using var serverB = await NginxMirror.StartAnsweringAsync(200);
        var (policyA, policyB) = (Policy(feeds, serverA, 307), Policy(feeds, serverB, 302));
        var configMap = change == PolicyChange.ConfigMap ? new ConfigMapVolume(directory, policyA) : null;
        await using var fairlead = await FairleadServer.StartFromAsync(configMap?.PolicyFile ?? directory.Write("policy.yaml", policyA));

        var load = Wrk.RunAsync(fairlead.Data, Script(serverA, serverB), TimeSpan.FromSeconds(seconds));
        for (var isA = false; !load.IsCompleted; isA = !isA)
        {
            var policy = isA ? policyA : policyB;
            if (configMap is not null) configMap.Update(policy);
            else if (change == PolicyChange.FileWrittenOver) await File.WriteAllTextAsync(fairlead.PolicyFile, policy);
            else fairlead.ReplacePolicy(policy);
            if (change == PolicyChange.Hangup) fairlead.Hangup();
            await Task.WhenAny(load, Task.Delay(BetweenChanges));
        }

        var report = await load;
        report.Failures.ShouldBe(0, report.ToString());
        report.ErrorStatuses.ShouldBe(0, report.ToString());
        report["neither"].ShouldBe(0, $"{report.Example}\n{report}");
        report["of_a"].ShouldBeGreaterThan(0, report.ToString());
        report["of_b"].ShouldBeGreaterThan(0, report.ToString());
        (report["of_a"] + report["of_b"]).ShouldBe(report.Requests, report.ToString());
    }

    [Fact]
    public async Task Reload_PolicyBroken_TheOldOneGoesOnAndTheReasonIsSaid()
    {
        using var directory = new TempDirectory();
        var feeds = CloudFeeds.Named(CloudFeeds.Sample, directory);
        await using var serverA = await NginxMirror.StartAnsweringAsync(200);
        await using var fairlead = await FairleadServer.StartAsync(Policy(feeds, serverA, 307));

        fairlead.ReplacePolicy("upstream: {registry: \"http://127.0.0.1:9\"}\nupstraem: {}\n");
        fairlead.Hangup();

        await Eventually.IsTrueAsync("the reason in the log", () => fairlead.Output.Contains("upstraem", StringComparison.Ordinal));
        var answer = await fairlead.GetAsync("/v2/test/image/manifests/v1");
        answer.Location.ShouldBe($"{serverA.Url.GetLeftPart(UriPartial.Authority)}/v2/test/image/manifests/v1");
        (await fairlead.ReadinessAsync()).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A policy whose every answer has this server in it, as upstream or as mirror, and this status.</summary>
    private static string Policy(CloudFeeds feeds, NginxMirror server, int status) => $$"""
        upstream: {registry: "{{server.Url.GetLeftPart(UriPartial.Authority)}}"}
        redirectStatus: {{status}}
        {{FairleadServer.TrustThisMachine}}
        networks: {feeds: [{type: aws, file: "{{feeds.AwsFile}}"}]}
        providers: [{name: amazon, networks: [aws], mirrors: [{region: eu-west-3, url: "{{server.UrlTemplate}}"}]}]
        """;

    private static string Script(NginxMirror serverA, NginxMirror serverB) => $$"""
        counters = {"of_a", "of_b", "neither"}
        of_a, of_b, neither, example = 0, 0, 0, ""
        local n = 0
        local client = {["{{Http.ForwardedFor}}"] = "{{Addresses.AwsParis}}"}
        function request()
          n = n + 1
          if n % 4 == 0 then return wrk.format("GET", "/v2/test/image/manifests/v" .. n, client) end
          return wrk.format("GET", "/v2/test/image/blobs/sha256:" .. string.format("%064x", n % 50), client)
        end
        function response(status, headers, body)
          local location = headers["Location"] or ""
          if status == 307 and location:find("{{serverA.Url}}", 1, true) == 1 then of_a = of_a + 1
          elseif status == 302 and location:find("{{serverB.Url}}", 1, true) == 1 then of_b = of_b + 1
          else
            neither = neither + 1
            example = status .. " " .. location
          end
        end
        """;
}
