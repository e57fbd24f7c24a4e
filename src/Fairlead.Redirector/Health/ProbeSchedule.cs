using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Health;

/// <summary>
/// When a target is asked next: every 5 s, and 1 s after a first failure. With <see cref="Timeout"/> twice that makes 9 s from a
/// death to the last redirect, below the 10 s that are promised.
/// </summary>
internal sealed class ProbeSchedule(Clock clock)
{
    /// <summary>Between probes of a target that is well, or known to be down.</summary>
    public const int IntervalMilliseconds = 5000;

    /// <summary>From a failure to the probe that confirms it.</summary>
    public const int ConfirmMilliseconds = 1000;

    /// <summary>How long a probe waits for its answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(1500);

    private long _next = long.MinValue;
    private int _running;

    /// <summary>Whether the time has come and no probe is under way.</summary>
    public bool IsDue(long now) => Volatile.Read(ref _running) == 0 && now >= Volatile.Read(ref _next);

    /// <summary>Begins a probe; false when one is under way.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _running, 1, 0) == 0;

    /// <summary>Ends it and sets the time of the next.</summary>
    public void End(bool confirmSoon)
    {
        Volatile.Write(ref _next, clock.Milliseconds + (confirmSoon ? ConfirmMilliseconds : IntervalMilliseconds));
        Volatile.Write(ref _running, 0);
    }
}
