namespace Fairlead.Tests.Artifacts.Promotion.Applying;

/// <summary>The system's time, but for waits of up to a minute, which are over at once: nobody waits for who is slower.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= s_longest ? TimeSpan.Zero : dueTime, period);
}
