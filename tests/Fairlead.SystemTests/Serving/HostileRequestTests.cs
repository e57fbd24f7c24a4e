using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>Hostile requests: refused or sent to the upstream, never an exception in the log, never a header built from them, memory flat.</summary>
public sealed class HostileRequestTests(HostileRequestTests.Server server) : IClassFixture<HostileRequestTests.Server>
{
    private const string Upstream = "http://127.0.0.1:9";

    /// <summary>A client that sends its headers this slowly is to be cut off in well under this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int WarmingRounds = 20;
    private const int Rounds = 100;
    private const double FlatMiB = 24;

    public static TheoryData<string> Names => [.. HostileRequests.All.Keys];

    public static TheoryData<string> NotHttpNames => [.. HostileRequests.NotHttp.Keys];

    private FairleadServer Fairlead => server.Fairlead;

    [Theory, MemberData(nameof(Names))]
    public async Task Send_HostileRequest_RefusedOrTheUpstreamAndNothingOfItInAHeader(string name)
    {
        var request = HostileRequests.All[name];

        var response = await RawHttp.SendAsync(Fairlead.Data, request);

        AssertHarmless(name, response);
        await AssertStillServesAsync();
        AssertNoException();
    }

    [Theory, MemberData(nameof(NotHttpNames))]
    public async Task Send_NotHttp_RefusedOrClosed(string name)
    {
        var response = await RawHttp.SendAsync(Fairlead.Data, HostileRequests.NotHttp[name]);

        // 505 is RFC 9110's own answer to a version that isn't spoken.
        (response.Status is 0 or 505 or (>= 400 and <= 499)).ShouldBeTrue($"{name}: {response}");
        await AssertStillServesAsync();
        AssertNoException();
    }

    [Fact]
    public async Task Send_HeadersAByteASecond_CutOffWhileOthersAreServed()
    {
        var slow = RawHttp.SendSlowlyAsync(Fairlead.Data, Patience);
        while (!slow.IsCompleted)
        {
            await AssertStillServesAsync();
            await Task.WhenAny(slow, Task.Delay(TimeSpan.FromSeconds(1)));
        }

        (await slow).Status.ShouldBeOneOf(0, 408);
        AssertNoException();
    }

    [Fact]
    public async Task Send_HostileRequestsAgainAndAgain_MemoryFlat()
    {
        await SendAllAsync(WarmingRounds);
        var before = ProcessMemory.ResidentMiB(Fairlead.Id);

        await SendAllAsync(Rounds);

        (ProcessMemory.ResidentMiB(Fairlead.Id) - before).ShouldBeLessThan(FlatMiB);
        await AssertStillServesAsync();
        AssertNoException();
    }

    private async Task SendAllAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, request) in HostileRequests.All)
                AssertHarmless(name, await RawHttp.SendAsync(Fairlead.Data, request));
        }
    }

    private static void AssertHarmless(string name, RawResponse response)
    {
        var what = $"{name}: {response}";
        response.Headers.ShouldAllBe(header => !header.Contains(HostileRequests.Marker, StringComparison.OrdinalIgnoreCase), what);
        response.Headers.ShouldAllBe(header => !header.StartsWith("X-", StringComparison.OrdinalIgnoreCase), what);
        if (response.Header("Location") is { } location)
        {
            response.Status.ShouldBe(307, what);
            location.ShouldStartWith(Upstream + "/v2/", Case.Sensitive, what);
        }
        else
        {
            response.Status.ShouldBeInRange(400, 499, what);
        }
    }

    private async Task AssertStillServesAsync() =>
        (await Fairlead.GetAsync("/v2/test/image/manifests/v1")).Location.ShouldBe($"{Upstream}/v2/test/image/manifests/v1");

    private void AssertNoException() => Fairlead.Output.ShouldNotContain("Exception");

    /// <summary>The server that all of them are sent to.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private FairleadServer? _fairlead;

        internal FairleadServer Fairlead => _fairlead!;

        public async ValueTask InitializeAsync() => _fairlead = await FairleadServer.StartAsync(
            $$"""
            upstream: {registry: "{{Upstream}}"}
            hosts: {old.example.org: {upstream: {registry: "{{Upstream}}"} } }
            {{FairleadServer.TrustThisMachine}}
            artifacts: [{path: /files/, host: files.example.org}]
            shutdown: {delay: 0s}
            """,
            new FairleadOptions { AccessLog = true });

        public async ValueTask DisposeAsync()
        {
            if (_fairlead is null) return;
            await using var fairlead = _fairlead;
            // Once it has ended, everything that it had to say of them is said.
            fairlead.Terminate();
            (await fairlead.WaitForExitAsync(Eventually.Deadline)).ShouldBe(0);
            fairlead.Output.ShouldNotContain("Exception");
        }
    }
}
