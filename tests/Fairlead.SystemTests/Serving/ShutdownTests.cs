using System.Net;
using System.Net.Sockets;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>SIGTERM: balancers are told first, what runs is finished, the exit code is 0.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    // Starting and ending a process on a busy machine.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Terminate_RequestRunning_NotReadyButAcceptingForTheDelayThenFinishedWithZero()
    {
        // It hangs for longer than accepting goes on, so that the request is still running when it ends.
        using var mirror = new SilentMirror();
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "http://127.0.0.1:9"}
            providers: [{name: everyone, mirrors: [{name: only, url: "{{mirror.UrlTemplate}}"}]}]
            default: [only]
            presence: {timeout: {{Delay.TotalSeconds + 3}}s}
            shutdown: {delay: {{Delay.TotalSeconds}}s}
            """);
        var digest = Digest.Of("a blob"u8);
        var blob = $"/v2/test/image/blobs/{digest}";

        var running = fairlead.GetAsync(blob);
        await mirror.WaitForRequestAsync(digest.Hex);
        fairlead.Terminate();
        var terminated = TimeProvider.System.GetTimestamp();
        await Eventually.ReadAsync("not ready", fairlead.ReadinessAsync, status => status == HttpStatusCode.ServiceUnavailable, Delay);

        using (var newcomer = Http.NewClient())
        using (var answer = await newcomer.GetAsync(new Uri(fairlead.Data, "/v2/test/image/manifests/v1")))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        }

        (await running).Location.ShouldBe($"http://127.0.0.1:9{blob}");
        (await fairlead.WaitForExitAsync(Delay + DrainLimit + Slack - TimeProvider.System.GetElapsedTime(terminated))).ShouldBe(0);
        using var late = new TcpClient();
        await Should.ThrowAsync<SocketException>(() => late.ConnectAsync(IPAddress.Loopback, fairlead.Data.Port));
    }
}
