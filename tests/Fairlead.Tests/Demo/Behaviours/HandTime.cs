namespace Fairlead.Tests.Demo.Behaviours;

/// <summary>A clock whose timers go off when the test says so.</summary>
internal sealed class HandTime : TimeProvider
{
    private readonly TaskCompletionSource<HandTimer> _timer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first timer that anyone asked this clock for.</summary>
    public Task<HandTimer> TimerAsync() => _timer.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(dueTime, () => callback(state));
        _timer.TrySetResult(timer);
        return timer;
    }

    internal sealed class HandTimer(TimeSpan due, Action goOff) : ITimer
    {
        public TimeSpan Due => due;

        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
