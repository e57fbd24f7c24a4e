using Fairlead.Redirector.Hosting;
using Fairlead.Tests.Networks.Feeds;

namespace Fairlead.Tests.Redirector.Upkeep;

public sealed class FeedRefresherTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private FeedServer _server = null!;
    private CoreBench _bench = null!;
    private FeedRefresher _refresher = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _server = await FeedServer.StartAsync();
        _bench = new CoreBench(StateKeeperTests.PolicyWith($"url: \"{_server.Url("/feed")}\""));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TestContext.Current.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        _bench.Dispose();
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_FeedIsNotToBeHad_TriesAgainLessAndLessOften()
    {
        _server.Status(503);
        Start();
        var asked = 0;
        foreach (var seconds in (int[])[5, 10, 20, 40, 80, 160, 300, 300])
        {
            await PassAsync(TimeSpan.FromSeconds(seconds)); // no sooner and no later, or this never ends
            _server.Asked.Count.ShouldBeInRange(++asked, asked + 1); // the next may be on its way
        }
        await WaitingAsync(TimeSpan.FromMinutes(5));
        _server.Serve("192.0.2.0/24\n");
        await PassAsync(TimeSpan.FromMinutes(5));
        await WaitingAsync(TimeSpan.FromHours(12));
        _bench.Core.MissingSources.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_AllIsWell_RefreshesAsOftenAsThePolicySays()
    {
        _server.Serve("192.0.2.0/24\n");
        Start();
        for (var round = 1; round <= 3; round++)
        {
            await WaitingAsync(TimeSpan.FromHours(12));
            _server.Asked.Count.ShouldBe(round);
            await PassAsync(TimeSpan.FromHours(12));
        }
    }

    [Fact]
    public async Task RefreshNow_Waiting_RefreshesAtOnce()
    {
        _server.Serve("192.0.2.0/24\n");
        Start();
        await WaitingAsync(TimeSpan.FromHours(12));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Answer = _ =>
        {
            asked.TrySetResult();
            return Task.CompletedTask;
        };
        _refresher.RefreshNow();
        _refresher.RefreshNow(); // wanted already, or once more: no error
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task RunAsync_Accept_IsForOnce()
    {
        _server.Serve("192.0.2.0/24\n198.51.100.0/24\n203.0.113.0/24\n", "\"1\"");
        Start("office");
        await WaitingAsync(TimeSpan.FromHours(12));
        _server.Serve("192.0.2.0/24\n", "\"2\"");
        await PassAsync(TimeSpan.FromHours(12));
        await WaitingAsync(TimeSpan.FromSeconds(5)); // it was refused
        _bench.Core.Networks.PrefixesV4.ShouldBe(3);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Ends()
    {
        _server.Serve("192.0.2.0/24\n");
        Start();
        await WaitingAsync(TimeSpan.FromHours(12));
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _running);
    }

    private void Start(params string[] accept)
    {
        _refresher = new FeedRefresher(_bench.Core.Keeper, accept, _bench.Core.Clock, _bench.Log);
        _running = Task.Run(() => _refresher.RunAsync(_stop.Token));
    }

    /// <summary>It waits for about this long: a tenth more or less, so that many servers don't come at once.</summary>
    private Task WaitingAsync(TimeSpan about) => _bench.Time.ArmedAsync(about * 0.9, about * 1.1);

    private async Task PassAsync(TimeSpan about)
    {
        await WaitingAsync(about);
        _bench.Time.AdvanceToNext();
    }
}
