using System.Collections.Concurrent;
using Fairlead.Demo.Hosting;
using Fairlead.Redirector.Deciding;
using Fairlead.Tests.Redirector.Upkeep;

namespace Fairlead.Tests.Redirector.Presence;

/// <summary>An upstream of two registries.</summary>
public sealed class RegistrySiteTests : IAsyncLifetime
{
    private LoopbackServer _first = null!;
    private LoopbackServer _second = null!;
    private readonly ConcurrentQueue<string> _asked = new();
    private CoreBench _bench = null!;
    private int _status = 401; // a challenge is as good an answer as any

    public async ValueTask InitializeAsync()
    {
        _first = await StartAsync(() => _status);
        _second = await StartAsync(() => 200);
        _bench = new CoreBench($$"""upstream: {registry: ["{{Url(_first)}}", "{{Url(_second)}}"]}""");
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task FirstHealthy_BothAnswer_IsTheFirst()
    {
        await _bench.ProbeDueAsync();
        Upstream.Registries.ShouldAllBe(registry => registry.Health.IsOpen);
        Upstream.FirstHealthy.BaseUrl.ShouldBe(Url(_first));
        _asked.ShouldBe(["HEAD /v2/", "HEAD /v2/"]);
    }

    [Fact]
    public async Task FirstHealthy_FirstIsDeadFromTheStart_IsTheSecondAfterOneProbe()
    {
        await _first.StopAsync();
        await _bench.ProbeDueAsync();
        Upstream.FirstHealthy.BaseUrl.ShouldBe(Url(_second));

        await _first.RestartAsync(TestContext.Current.CancellationToken);
        await _bench.ProbeUntilAsync(() => Upstream.FirstHealthy.BaseUrl == Url(_first), TimeSpan.FromSeconds(10));
        Upstream.FirstHealthy.BaseUrl.ShouldBe(Url(_first));
    }

    [Fact]
    public async Task FirstHealthy_FirstDiesLater_IsTheSecondWithinTenSeconds()
    {
        await _bench.ProbeDueAsync();
        _status = 500;
        await _bench.ProbeUntilAsync(() => Upstream.FirstHealthy.BaseUrl == Url(_second), TimeSpan.FromSeconds(10));
        Upstream.FirstHealthy.BaseUrl.ShouldBe(Url(_second));
    }

    [Fact]
    public async Task FirstHealthy_NoneAnswers_IsTheFirst()
    {
        await _first.StopAsync();
        await _second.StopAsync();
        await _bench.ProbeDueAsync();
        Upstream.Registries.ShouldAllBe(registry => !registry.Health.IsOpen);
        Upstream.FirstHealthy.BaseUrl.ShouldBe(Url(_first));
    }

    private UpstreamTarget Upstream => _bench.State.UpstreamOf(_bench.State.PlaceOf(0), "");

    private Task<LoopbackServer> StartAsync(Func<int> status) => LoopbackServer.StartAsync(context =>
    {
        _asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
        context.Response.StatusCode = status();
        return Task.CompletedTask;
    }, cancel: TestContext.Current.CancellationToken);

    private static string Url(LoopbackServer server) => server.BaseAddress.GetLeftPart(UriPartial.Authority);
}
