namespace Fairlead.Tests.Support;

/// <summary>
/// Time that stands still until a test moves it, for everything that takes a <see cref="TimeProvider"/>: clocks, delays, timeouts,
/// periodic timers. Timers go off in <see cref="Advance"/>, on the test's thread, in the order in which they are due. Thread-safe.
/// </summary>
internal sealed class ManualTime : TimeProvider
{
    /// <summary>Far above what anything takes to set a timer: what has not by then never will.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private readonly List<(TimeSpan Least, TimeSpan Most, TaskCompletionSource Armed)> _watchers = [];
    private DateTimeOffset _now;

    public ManualTime()
        : this(new DateTimeOffset(2026, 7, 29, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTime(DateTimeOffset now) => _now = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves on; what is due on the way goes off at its own time. By nothing: what is due already goes off.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end;
        lock (_lock) end = _now + by;
        while (NextDue(end) is { } alarm) alarm.Ring();
        lock (_lock) _now = end;
    }

    /// <summary>Moves to the time of the next timer and has it go off, it alone; what it sets off finds time standing still.</summary>
    public void AdvanceToNext() => NextDue(DateTimeOffset.MaxValue)?.Ring();

    /// <summary>Waits until somebody has a timer running that was set to this long; at once when somebody has. Fails when nobody ever does.</summary>
    public Task ArmedAsync(TimeSpan wait) => ArmedAsync(wait, wait);

    /// <summary>The same for a wait that is not known exactly.</summary>
    public Task ArmedAsync(TimeSpan least, TimeSpan most)
    {
        lock (_lock)
        {
            if (_alarms.Any(alarm => alarm.Wait >= least && alarm.Wait <= most)) return Task.CompletedTask;
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((least, most, armed));
            return armed.Task.WaitAsync(s_patience, System, TestContext.Current.CancellationToken);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>The first that is due until then, with time moved to it and its next round set; null when there is none left.</summary>
    private Alarm? NextDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            if (_alarms.MinBy(alarm => alarm.Due) is not { } next || next.Due > end) return null;
            if (next.Due > _now) _now = next.Due;
            next.GoRound();
            return next;
        }
    }

    private sealed class Alarm(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Wait { get; private set; }

        public DateTimeOffset Due { get; private set; }

        public void Ring() => callback(state);

        /// <summary>Called under the lock.</summary>
        public void GoRound()
        {
            if (_period > TimeSpan.Zero) Due += _period;
            else time._alarms.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                (Wait, Due, _period) = (dueTime, time._now + dueTime, period);
                time._alarms.Add(this);
                foreach (var (least, most, armed) in time._watchers)
                    if (dueTime >= least && dueTime <= most) armed.SetResult();
                time._watchers.RemoveAll(watcher => watcher.Armed.Task.IsCompleted);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
