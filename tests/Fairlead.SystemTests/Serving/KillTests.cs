using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Load;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>Kill -9 and restart under load.</summary>
public sealed class KillTests
{
    private const int Kills = 3;
    private const int Answers = 2_000;

    [Fact]
    public async Task Kill_UnderLoad_OnlyRequestsInFlightAndThoseBeforeReadyFail()
    {
        await using var mirror = await NginxMirror.StartAnsweringAsync(200);
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "http://127.0.0.1:9"}
            providers: [{name: everyone, mirrors: [{name: only, url: "{{mirror.UrlTemplate}}"}]}]
            default: [only]
            presence: {timeout: 10s}
            """);
        var blob = Digest.Of("a blob"u8);
        var down = new List<(long Killed, long Ready)>();
        await using var load = new RequestLoop(new Uri(fairlead.Data, $"/v2/test/image/blobs/{blob}"), mirror.UrlOf(blob));

        await load.MoreAnsweredAsync(Answers);
        for (var kill = 0; kill < Kills; kill++)
        {
            var killed = TimeProvider.System.GetTimestamp();
            await fairlead.KillAsync();
            await fairlead.StartAgainAsync();
            down.Add((killed, TimeProvider.System.GetTimestamp()));
            await load.MoreAnsweredAsync(Answers);
        }
        await load.StopAsync();

        load.Failures.ShouldNotBeEmpty("the load noticed that the server was gone");
        var unexplained = load.Failures.Where(failure => !down.Any(time => failure.Began <= time.Ready && failure.Ended >= time.Killed));
        unexplained.ShouldBeEmpty();
    }
}
