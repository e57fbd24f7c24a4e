namespace Fairlead.Tests.Support;

public sealed class ManualTimeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Delay_TimePasses_EndsAtItsTimeAndNotBefore()
    {
        var delay = Task.Delay(Second, _time, TestContext.Current.CancellationToken);
        _time.Advance(Second - TimeSpan.FromTicks(1));
        delay.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));
        await delay;
    }

    [Fact]
    public void CancellationTokenSource_TimePasses_IsCancelled()
    {
        using var source = new CancellationTokenSource(Second, _time);
        _time.Advance(Second / 2);
        source.IsCancellationRequested.ShouldBeFalse();
        _time.Advance(Second / 2);
        source.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task PeriodicTimer_TimePasses_TicksAgainAndAgain()
    {
        using var timer = new PeriodicTimer(Second, _time);
        for (var round = 0; round < 3; round++)
        {
            var tick = timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            tick.IsCompleted.ShouldBeFalse();
            _time.Advance(Second);
            (await tick).ShouldBeTrue();
        }
    }

    [Fact]
    public void Advance_OverSeveralTimers_RingsInOrderEachAtItsOwnTime()
    {
        var rung = new List<(string, double)>();
        var start = _time.GetTimestamp();
        void Ring(object? name) => rung.Add(((string)name!, _time.GetElapsedTime(start).TotalSeconds));
        using var late = _time.CreateTimer(Ring, "late", 5 * Second, Timeout.InfiniteTimeSpan);
        using var often = _time.CreateTimer(Ring, "often", 2 * Second, 2 * Second);
        using var never = _time.CreateTimer(Ring, "never", Second, Timeout.InfiniteTimeSpan);
        never.Dispose();
        _time.Advance(6 * Second);
        rung.ShouldBe([("often", 2), ("often", 4), ("late", 5), ("often", 6)]);
    }

    [Fact]
    public async Task ArmedAsync_TimerIsSetLater_Completes()
    {
        var armed = _time.ArmedAsync(Second);
        armed.IsCompleted.ShouldBeFalse();
        using var source = new CancellationTokenSource(Second, _time);
        await armed;
        _time.ArmedAsync(Second).IsCompleted.ShouldBeTrue();
    }
}
