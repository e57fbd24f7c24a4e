using Fairlead.Artifacts.Registries;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class RetriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(3, 1.0, 4.0)]
    [InlineData(40, 1.0, 30.0)]
    public void Wait_WithoutAWordOfTheServer_Doubles(int failures, double jitter, double seconds) =>
        Retries.Wait(failures, null, jitter).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(0.0, 10.0)]
    [InlineData(1.0, 11.0)]
    public void Wait_RetryAfter_IsNeverShorter(double jitter, double seconds) =>
        Retries.Wait(5, TimeSpan.FromSeconds(10), jitter).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task Ask_429WithRetryAfter_WaitsAsLongByTheClock()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Status("GET", "/v2/", 429, retryAfter: "7"));
        var time = new ManualTime();
        using var clients = new RegistryClients(registry.Options, time);
        var ping = clients.Of(registry.Host).PingAsync(Cancel);
        await time.ArmedAsync(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.7));
        time.Advance(TimeSpan.FromSeconds(6.9));
        ping.IsCompleted.ShouldBeFalse();
        registry.Count("GET", "/v2/").ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(1));
        await ping;
        registry.Count("GET", "/v2/").ShouldBe(2);
    }

    [Fact]
    public async Task Ask_503_IsTriedAsOftenAsAllowed()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Status(null, "/v2/", 503, body: """{"errors":[{"code":"UNAVAILABLE","message":"come\r\nback"}]}""").Always);
        using var clients = new RegistryClients(registry.Options with { MaxAttempts = 3 }, new HurriedTime());
        var e = await clients.Of(registry.Host).PingAsync(Cancel).ShouldThrowAsync<RegistryException>();
        e.IsTransient.ShouldBeTrue();
        e.Message.ShouldBe($"{registry.Host}: GET /v2/ answered 503: UNAVAILABLE: come back");
        registry.Seen.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(501)]
    public async Task Ask_RefusedForGood_IsNotTriedAgain(int status)
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Status(null, "/v2/", status).Always);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var e = await clients.Of(registry.Host).PingAsync(Cancel).ShouldThrowAsync<RegistryException>();
        ((int?)e.Status).ShouldBe(status);
        registry.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_ConnectionCutThen500_SucceedsInTheEnd()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Reset(null, "/v2/"), RegistryFault.Status(null, "/v2/", 500));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        await clients.Of(registry.Host).PingAsync(Cancel);
        registry.Manners.FaultsLeft.ShouldBe(0);
    }

    [Fact]
    public async Task Ask_NoAnswer_IsGivenUpAfterTheIdleTimeout()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Late(null, "/v2/", TimeSpan.FromHours(1)).Always);
        var time = new ManualTime();
        using var clients = new RegistryClients(registry.Options with { MaxAttempts = 1, IdleTimeout = TimeSpan.FromSeconds(20) }, time);
        var ping = clients.Of(registry.Host).PingAsync(Cancel);
        await time.ArmedAsync(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(20));
        (await ping.ShouldThrowAsync<RegistryException>()).Message.ShouldEndWith("GET /v2/: nothing came for 20 s");
    }

    [Fact]
    public async Task Ask_Cancelled_IsNoFailureOfTheRegistry()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Late(null, "/v2/", TimeSpan.FromHours(1)).Always);
        using var clients = new RegistryClients(registry.Options, TimeProvider.System);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var ping = clients.Of(registry.Host).PingAsync(source.Token);
        await source.CancelAsync();
        await ping.ShouldThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://example.org")]
    [InlineData("example.org/path")]
    [InlineData("user@example.org")]
    [InlineData("example.org:99999")]
    public void Of_NoHost_IsRefused(string host)
    {
        using var clients = new RegistryClients(new RegistryClientOptions(), TimeProvider.System);
        Should.Throw<RegistryException>(() => clients.Of(host));
    }
}
