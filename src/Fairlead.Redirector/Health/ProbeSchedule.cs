using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Health;

/// <summary>
/// When a target is asked next: every 5 s, and 1 s after a first failure. With <see cref="Timeout"/> and a round of <see cref="HealthMonitor"/> twice that makes
/// 8.5 s from a death to the last redirect, below the 10 s that are promised. While somebody watches the status page it is every second, and 250 ms after a first
/// failure: 1.5 s for what refuses at once, 3.75 s for what says nothing, and then the page, which asks every second.
/// </summary>
internal sealed class ProbeSchedule(Clock clock)
{
    /// <summary>Between probes of a target that is well, or known to be down.</summary>
    public const int IntervalMilliseconds = 5000;

    /// <summary>From a failure to the probe that confirms it.</summary>
    public const int ConfirmMilliseconds = 1000;

    /// <summary>The same while it is watched: a HEAD a second for each mirror on the page, however many watch it.</summary>
    public const int WatchedIntervalMilliseconds = 1000;

    /// <inheritdoc cref="WatchedIntervalMilliseconds"/>
    public const int WatchedConfirmMilliseconds = 250;

    /// <summary>How long it counts as watched after the page was read: longer than the page waits to read it again.</summary>
    public const int WatchMilliseconds = 5000;

    /// <summary>How long a probe waits for its answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(1000);

    private long _ended = long.MinValue / 2;
    private long _watched = long.MinValue / 2;
    private volatile bool _confirms;
    private int _running;

    /// <summary>Whether somebody looks at its state.</summary>
    public bool IsWatched(long now) => now - Volatile.Read(ref _watched) < WatchMilliseconds;

    /// <summary>Somebody looks at its state now.</summary>
    public void Watch() => Volatile.Write(ref _watched, clock.Milliseconds);

    /// <summary>Whether the time has come and no probe is under way.</summary>
    public bool IsDue(long now) => Volatile.Read(ref _running) == 0 && now - Volatile.Read(ref _ended) >= Pause(now);

    /// <summary>Begins a probe; false when one is under way.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _running, 1, 0) == 0;

    /// <summary>Ends it; the pause before the next begins.</summary>
    public void End(bool confirmSoon)
    {
        _confirms = confirmSoon;
        Volatile.Write(ref _ended, clock.Milliseconds);
        Volatile.Write(ref _running, 0);
    }

    private int Pause(long now) => IsWatched(now)
        ? _confirms ? WatchedConfirmMilliseconds : WatchedIntervalMilliseconds
        : _confirms ? ConfirmMilliseconds : IntervalMilliseconds;
}
