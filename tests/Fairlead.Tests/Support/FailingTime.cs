namespace Fairlead.Tests.Support;

/// <summary>The time of a test, and a fault in whatever asks for it when the test says so.</summary>
internal sealed class FailingTime(ManualTime time) : TimeProvider
{
    /// <summary>While it is so, nobody is told the time.</summary>
    public volatile bool IsBroken;

    public override long TimestampFrequency => time.TimestampFrequency;

    /// <summary>Nobody can wait for so long.</summary>
    public TimeSpan? BrokenWait { get; set; }

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => IsBroken ? throw new InvalidOperationException("the clock broke") : time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime == BrokenWait ? throw new InvalidOperationException("the timer broke") : time.CreateTimer(callback, state, dueTime, period);
}
