using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Metrics;

/// <summary>
/// What was counted in about the last minute: the counters are read every few seconds, so that requests pay nothing for it. Thread-safe.
/// </summary>
internal sealed class RecentCounts(RedirectorMetrics metrics, Clock clock)
{
    private const long WindowMilliseconds = 60_000;
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly List<CountsReading> _readings = [CountsReading.AtStart]; // of one window, and the last one before it

    /// <summary>Keeps readings until cancelled; ends without an exception.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_step, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false)) Keep();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>Keeps what the counters are now.</summary>
    public void Keep()
    {
        var now = Read();
        lock (_lock)
        {
            _readings.Add(now);
            while (_readings[1].Milliseconds <= now.Milliseconds - WindowMilliseconds) _readings.RemoveAt(0);
        }
    }

    /// <summary>The counters now, and a minute ago; at the start, when there was nothing.</summary>
    public (CountsReading Before, CountsReading Now) LastMinute()
    {
        lock (_lock) return (_readings[0], Read());
    }

    private CountsReading Read() => new(
        clock.Milliseconds,
        // A reload that changes redirectStatus begins new counters for the same place.
        metrics.Requests.GroupBy(counters => (counters.Provider, counters.Region), counters => counters.Tally())
            .Select(same => (same.Key, Sum: same.Aggregate((a, b) => a + b))).Where(place => place.Sum.All > 0).ToDictionary(place => place.Key, place => place.Sum),
        metrics.Mirrors.ToDictionary(mirror => mirror.Name, mirror => mirror.Tally()));
}
