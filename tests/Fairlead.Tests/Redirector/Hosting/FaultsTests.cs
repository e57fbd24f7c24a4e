using System.Net;
using Fairlead.Demo.Behaviours;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Hosting;
using Fairlead.Redirector.Observing;
using Fairlead.Tests.Redirector.Upkeep;
using Fairlead.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>Something of ours breaks while a request is decided: never an error to a client where the upstream is an answer (request rule 14).</summary>
public sealed class FaultsTests
{
    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";

    [Fact]
    public async Task Decision_FailsAtOnce_IsTheUpstream()
    {
        await using var server = await RunningRedirector.StartAsync(
            changeOptions: options => options with { AssumePresent = true }, // so that the mirror's URL is made without asking anybody first
            changeConfig: WithoutMirrorUrls);
        await ShouldBeTheUpstreamAsync(server, await server.GetAsync(s_blob + "?ns=x", RunningRedirector.InParis));
    }

    [Fact]
    public async Task Decision_FailsBeforeAnybodyAnswers_IsTheUpstream()
    {
        var time = new FailingTime(new ManualTime()) { BrokenWait = TimeSpan.FromSeconds(1) }; // near's half of the two seconds
        await using var server = await RunningRedirector.StartAsync(time: time);
        server.Near.Behaviour = Behaviour.Hang();
        await ShouldBeTheUpstreamAsync(server, await server.GetAsync(s_blob, RunningRedirector.InParis));
    }

    [Fact]
    public async Task Decision_FailsWhenAMirrorHasAnswered_IsTheUpstreamAndTheNextIsDecidedAsEver()
    {
        var clock = new ManualTime();
        var time = new FailingTime(clock) { BrokenWait = TimeSpan.FromSeconds(1.5) }; // what near leaves of the two seconds to far
        await using var server = await RunningRedirector.StartAsync(time: time);
        var (near, far) = (Behaviour.Hang(), Behaviour.Hang());
        (server.Near.Behaviour, server.Far.Behaviour) = (near, far);
        server.Near.Remove(RunningRedirector.Held.Digest);
        var asking = server.GetAsync(s_blob, RunningRedirector.InParis);
        await near.ArrivalAsync(TestContext.Current.CancellationToken);
        await clock.ArmedAsync(TimeSpan.FromSeconds(1)).WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        near.Release();
        await ShouldBeTheUpstreamAsync(server, await asking);

        far.Release();
        (await server.GetAsync(s_blob, RunningRedirector.InVirginia)).Location.ShouldBe(server.Far.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        server.Log.Problems.Count(problem => problem.Exception is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Decision_FailsOutsideTheApi_Is500()
    {
        using var bench = new CoreBench("""
            upstream: {registry: "https://registry.example.org"}
            artifacts: [{path: /kops/, host: files.example}]
            """);
        bench.State.PlaceOf(0).Place.Artifacts[0] = null!;
        var application = new RedirectApplication(bench.Core.Keeper.States, bench.Core.Decider, bench.Core.Metrics, bench.Core.Missing, new RequestObserver(null, null), bench.Core.Clock, bench.Log);
        await using var host = await KestrelHost.StartAsync(
            application, kestrel => kestrel.Listen(IPAddress.Loopback, 0), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        var answer = await RawHttp.SendAsync(new Uri(host.Addresses[0]), "GET /kops/1.30/kops HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        (answer.Status, answer.Location, answer.Body).ShouldBe((500, null, "500\n"));
        bench.Errors.ShouldHaveSingleItem().ShouldStartWith("a decision failed; ");
        var counters = bench.Core.Metrics.Requests.Single(requests => requests.Provider == "none");
        counters.Read(Rule.Broken).ShouldBe(1);
    }

    private static PolicyConfig WithoutMirrorUrls(PolicyConfig config) => config with
    {
        Providers = [.. config.Providers.Select(provider => provider with { Mirrors = [.. provider.Mirrors.Select(mirror => mirror with { UrlBefore = null! })] })],
    };

    private static async Task ShouldBeTheUpstreamAsync(RunningRedirector server, RawAnswer answer)
    {
        answer.Status.ShouldBe(307);
        answer.Location.ShouldBe(RunningRedirector.BaseOf(server.Upstream) + s_blob);
        answer["Cache-Control"].ShouldBe("no-store");
        answer.Body.ShouldBeEmpty();
        server.Log.Problems.Where(problem => problem.Exception is not null).ShouldHaveSingleItem().Message.ShouldStartWith("a decision failed; ");
        var requests = (await server.MetricsAsync()).Values.Where(value => value.Key.StartsWith("fairlead_requests_total{", StringComparison.Ordinal));
        requests.ShouldHaveSingleItem().ShouldBe(
            new("fairlead_requests_total{rule=\"fallback\",status=\"307\",provider=\"cloud\",region=\"eu-west-3\"}", 1));
    }
}
