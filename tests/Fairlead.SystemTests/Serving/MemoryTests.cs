using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Load;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>Resident memory after as many requests, over as many blobs, as a big public registry has images.</summary>
public sealed class MemoryTests
{
    private const int Digests = 46_000; // images of registry.k8s.io
    private const long Requests = 1_000_000;
    private const double MaxResidentMiB = 120;
    private const int MaxSlices = 20;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Serve_MillionRequestsOver46000Digests_ResidentUnder120MiBAndEachDigestAskedForOnce()
    {
        using var directory = new TempDirectory();
        var feeds = CloudFeeds.Named(CloudFeeds.Names[^1], directory);
        await using var mirror = await NginxMirror.StartAnsweringAsync(200);
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "http://127.0.0.1:9"}
            {{FairleadServer.TrustThisMachine}}
            networks:
              feeds:
                - {type: aws, file: "{{feeds.AwsFile}}"}
                - {type: gcp, file: "{{feeds.GcpFile}}"}
            providers:
              - {name: amazon, networks: [aws], mirrors: [{region: eu-west-3, url: "{{mirror.UrlTemplate}}"}]}
              - {name: google, networks: [gcp], serveFrom: upstream}
            presence: {timeout: 10s, headsPerSecond: 100000}
            """);
        var script = $$"""
            counters = {"to_mirror"}
            to_mirror = 0
            local n = 0
            local client = {["{{Http.ForwardedFor}}"] = "{{feeds.AddressIn(Place.AwsParis)}}"}
            function request()
              n = n % {{Digests}} + 1
              return wrk.format("GET", "/v2/test/image/blobs/sha256:" .. string.format("%064x", n), client)
            end
            function response(status, headers, body)
              if status == 307 and headers["Location"]:find("{{mirror.Url}}", 1, true) == 1 then to_mirror = to_mirror + 1 end
            end
            """;

        long requests = 0, toMirror = 0;
        for (var slice = 0; requests < Requests; slice++)
        {
            slice.ShouldBeLessThan(MaxSlices, $"only {requests} requests so far");
            var report = await Wrk.RunAsync(fairlead.Data, script, Slice);
            report.Failures.ShouldBe(0, report.ToString());
            requests += report.Requests;
            toMirror += report["to_mirror"];
        }
        var resident = ProcessMemory.ResidentMiB(fairlead.Id);
        TestContext.Current.TestOutputHelper?.WriteLine($"{resident:F1} MiB resident after {requests} requests, {toMirror} of them to the mirror");

        var asked = (await mirror.Log.TakeAsync()).Select(entry => entry.Target[(entry.Target.LastIndexOf('/') + 1)..]).ToList();
        asked.Where(digest => Digest.TryParse(digest, out _)).Distinct().Count().ShouldBe(Digests, "every digest was asked for, so every one is cached");
        // Health probes, which ask for a blob that is held, come on top.
        asked.Count.ShouldBeLessThan(Digests + (Digests / 100));
        toMirror.ShouldBe(requests);
        resident.ShouldBeLessThan(MaxResidentMiB);
    }
}
