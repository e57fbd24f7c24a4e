using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// So many HEADs a second to one place: a token bucket that holds a second's worth. In any stretch of time that is the rate times its
/// length, and one second's worth more, which may come at once.
/// </summary>
internal sealed class HeadBudget(Clock clock)
{
    private readonly Lock _lock = new();
    private double _tokens = double.MaxValue;
    private long _last = clock.Milliseconds;

    /// <summary>Takes one, if there is one left.</summary>
    public bool TryTake(int perSecond)
    {
        lock (_lock)
        {
            var now = clock.Milliseconds;
            _tokens = Math.Min(perSecond, _tokens + ((now - _last) * perSecond / 1000d));
            _last = now;
            if (_tokens < 1) return false;
            _tokens--;
            return true;
        }
    }
}
