using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>So many HEADs a second to one place, and no more: a second's worth may come at once (a token bucket).</summary>
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
