using Fairlead.Demo.Hosting;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Redirector.Upkeep;

namespace Fairlead.Tests.Redirector.Presence;

public sealed class UpstreamPresenceTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private readonly TaskCompletionSource _never = new();
    private readonly List<string> _asked = [];
    private LoopbackServer _upstream = null!;
    private CoreBench _bench = null!;
    private RegistrySite _site = null!;
    private int _status = 200;

    public async ValueTask InitializeAsync()
    {
        _upstream = await LoopbackServer.StartAsync(context =>
        {
            lock (_asked) _asked.Add($"{context.Request.Method} {context.Request.Path}");
            context.Response.StatusCode = _status;
            return _status == 0 ? _never.Task.WaitAsync(context.RequestAborted) : Task.CompletedTask;
        }, cancel: TestContext.Current.CancellationToken);
        _bench = new CoreBench($$"""
            upstream: {registry: "{{_upstream.BaseAddress.GetLeftPart(UriPartial.Authority)}}", signatures: "https://signatures.example.org"}
            presence: {headsPerSecond: 4}
            """);
        _site = _bench.State.UpstreamOf(_bench.State.PlaceOf(0), "").FirstHealthy;
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData(200, "present")]
    [InlineData(307, "present")] // its storage has it
    [InlineData(404, "absent")]
    [InlineData(410, "absent")]
    [InlineData(401, "unknown")]
    [InlineData(403, "unknown")]
    [InlineData(429, "unknown")]
    [InlineData(500, "unknown")]
    public async Task Find_Status_MeansWhatItSays(int status, string meaning)
    {
        _status = status;
        var expected = Enum.Parse<PresenceAnswer>(meaning, ignoreCase: true);
        (await FindAsync("/v2/a/manifests/x")).ShouldBe(expected);
        (await FindAsync("/v2/a/manifests/x")).ShouldBe(expected);
        _asked.Count.ShouldBe(expected == PresenceAnswer.Unknown ? 2 : 1);
        _asked[0].ShouldBe("HEAD /v2/a/manifests/x");
        _site.Health.IsOpen.ShouldBe(status < 500);
    }

    [Fact]
    public async Task Find_SameNameInAnotherRepository_IsAnotherQuestion()
    {
        (await FindAsync("/v2/a/manifests/x")).ShouldBe(PresenceAnswer.Present);
        _status = 404;
        (await FindAsync("/v2/b/manifests/x")).ShouldBe(PresenceAnswer.Absent);
        (await FindAsync("/v2/a/manifests/x")).ShouldBe(PresenceAnswer.Present);
    }

    [Fact]
    public async Task Find_NoAnswerInTime_IsUnknown()
    {
        _status = 0;
        var finding = FindAsync("/v2/a/manifests/x");
        _bench.Time.Advance(Timeout);
        (await finding).ShouldBe(PresenceAnswer.Unknown);
    }

    [Fact]
    public async Task Find_OverTheBudget_IsUnknownAndNotAsked()
    {
        for (var i = 0; i < 10; i++) await FindAsync($"/v2/a/manifests/{i}");
        _asked.Count.ShouldBe(4);
        _site.Health.IsInDoubt.ShouldBeFalse();
    }

    [Fact]
    public async Task Find_UpstreamWasDown_IsAskedAgainOnceItAnswers()
    {
        _status = 503;
        for (var i = 0; i < 2; i++) await FindAsync("/v2/a/manifests/x");
        _site.Health.IsOpen.ShouldBeFalse();
        _status = 200;
        (await FindAsync("/v2/a/manifests/x")).ShouldBe(PresenceAnswer.Unknown, "it is down as far as is known");
        await _bench.ProbeUntilAsync(() => _site.Health.IsOpen, TimeSpan.FromSeconds(10));
        (await FindAsync("/v2/a/manifests/x")).ShouldBe(PresenceAnswer.Present);
        var asked = _asked.Count;
        await _bench.ProbeUntilAsync(() => false, TimeSpan.FromMinutes(1));
        _asked.Count.ShouldBe(asked, "without another registry to go to, one that is well is not probed");
    }

    [Fact]
    public async Task Find_AssumedPresent_AsksNobody()
    {
        (await new UpstreamPresence(_bench.Core.Heads, _bench.Core.Clock, assumePresent: true).FindAsync(_site, _site.BaseUrl + "/v2/a/manifests/x", Timeout))
            .ShouldBe(PresenceAnswer.Unknown);
        _asked.ShouldBeEmpty();
    }

    private Task<PresenceAnswer> FindAsync(string path) =>
        new UpstreamPresence(_bench.Core.Heads, _bench.Core.Clock, assumePresent: false).FindAsync(_site, _site.BaseUrl + path, Timeout).AsTask();
}
