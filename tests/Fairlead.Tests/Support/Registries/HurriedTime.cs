namespace Fairlead.Tests.Support.Registries;

/// <summary>The system's time, but for timers of up to 45 s, which go off at once: retries don't wait, and time limits of a minute still hold.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(45);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Hurried(System.CreateTimer(callback, state, Hurry(dueTime), period));

    private static TimeSpan Hurry(TimeSpan due) => due > TimeSpan.Zero && due <= s_longest ? TimeSpan.Zero : due;

    private sealed class Hurried(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Hurry(dueTime), period);

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
