using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Health;

/// <summary>Goes round all targets and probes those that are due, until it is cancelled.</summary>
internal sealed class HealthMonitor(Func<IEnumerable<IProbeTarget>> targets, Clock clock)
{
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs until cancelled; ends without an exception.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_round, clock.Time);
        try
        {
            do _ = ProbeDue();
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>Starts the probes that are due and returns when all of them have ended.</summary>
    public Task ProbeDue()
    {
        var now = clock.Milliseconds;
        return Task.WhenAll(targets().Where(t => t.IsProbeDue(now)).Select(t => t.ProbeAsync()).ToArray());
    }
}
