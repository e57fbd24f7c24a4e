using Fairlead.Artifacts.Probing;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Probing;

public sealed class PatienceTests
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Pause_LongerThanAnything_CostsNothing()
    {
        var time = new ManualTime();
        using var patience = new Patience(s_idle, bytes: 0, time, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(20));
        var pause = patience.PauseAsync(cancel => new ValueTask(Task.Delay(TimeSpan.FromHours(1), time, cancel)));
        time.Advance(TimeSpan.FromHours(1));
        await pause;
        patience.Token.IsCancellationRequested.ShouldBeFalse();
        time.Advance(s_idle - TimeSpan.FromSeconds(1));
        patience.Token.IsCancellationRequested.ShouldBeFalse();
        patience.Heard();
        time.Advance(TimeSpan.FromSeconds(12)); // 20 + 29 + 12 s: a minute and more, the hour not counted
        (patience.Token.IsCancellationRequested, patience.Reason).ShouldBe((true, "not done after 60 s"));
    }

    [Fact]
    public async Task Pause_TheCallerEnds_Ends()
    {
        using var caller = new CancellationTokenSource();
        using var patience = new Patience(s_idle, bytes: 0, new ManualTime(), caller.Token);
        var pause = patience.PauseAsync(cancel => new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, new ManualTime(), cancel)));
        await caller.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await pause);
    }
}
