namespace Fairlead.Redirector.Timing;

/// <summary>Waits for some time, or until somebody wants it now. For one that waits and any number that want.</summary>
internal sealed class Wakeup(Clock clock)
{
    private readonly SemaphoreSlim _wanted = new(0, 1);

    /// <summary>Ends the wait, or the next one.</summary>
    public void Now()
    {
        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // wanted already
        }
    }

    /// <summary>Waits.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        using var due = new CancellationTokenSource(wait, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, stop);
        try
        {
            await _wanted.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }
    }
}
