namespace Fairlead.Tests.Support;

/// <summary>The system's time, but for pauses between attempts: they are over at once. Longer waits, as for an answer, are as long as they are.</summary>
internal sealed class PauselessTime : TimeProvider
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= s_longestPause ? TimeSpan.Zero : dueTime, period);
}
