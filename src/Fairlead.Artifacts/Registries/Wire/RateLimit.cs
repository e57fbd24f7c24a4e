namespace Fairlead.Artifacts.Registries.Wire;

/// <summary>
/// A token bucket for requests to one host, as the time at which the next one is due (the "virtual scheduling" form of the generic cell rate
/// algorithm, ITU-T I.371): nothing runs while nobody asks. Whoever asks first goes first. Thread-safe.
/// </summary>
/// <param name="perSecond">Requests in a second, on average; null: no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit(double? perSecond, TimeProvider time)
{
    // A tenth of a second's worth at once evens out what arrives unevenly; a quiet minute is no licence for a burst.
    private readonly TimeSpan _interval = perSecond is > 0 ? TimeSpan.FromSeconds(1 / perSecond.Value) : TimeSpan.Zero;
    private readonly TimeSpan _burst = perSecond is > 10 ? TimeSpan.FromSeconds(0.1) : TimeSpan.Zero;
    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _next = TimeSpan.MinValue;
    private TimeSpan _notBefore = TimeSpan.MinValue;

    // Since the beginning, and not the time of day: a clock that is set back by an hour would hold everybody for one.
    private TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Waits until a request may go out.</summary>
    public ValueTask WaitAsync(CancellationToken cancel)
    {
        var wait = Take();
        return wait <= TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(Task.Delay(wait, time, cancel));
    }

    /// <summary>The host asked to be left alone for this long.</summary>
    public void Pause(TimeSpan wait)
    {
        var until = Now + wait;
        lock (_lock) if (until > _notBefore) _notBefore = until;
    }

    private TimeSpan Take()
    {
        lock (_lock)
        {
            if (_interval == TimeSpan.Zero && _notBefore == TimeSpan.MinValue) return TimeSpan.Zero;
            var now = Now;
            var earliest = now > _notBefore ? now : _notBefore;
            if (_next + _burst < earliest) _next = earliest - _burst;
            var due = _next > earliest ? _next : earliest;
            _next += _interval;
            return due - now;
        }
    }
}
