namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Tries again what failed for reasons that pass: after what the server asked for by <c>Retry-After</c>, else after times that double, with
/// jitter, so that those who failed together don't come back together. By the run's clock.
/// </summary>
internal sealed class Retries(RegistryClientOptions options, TimeProvider time)
{
    /// <summary>The first wait, at the most.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>No wait of our own is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Runs something until it succeeds, fails for good, or has been tried often enough.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancel)
    {
        for (var failures = 0; ;)
        {
            try
            {
                return await attempt(cancel).ConfigureAwait(false);
            }
            catch (RegistryException e) when (e.IsTransient && ++failures < options.MaxAttempts)
            {
                await WaitAsync(failures, e.RetryAfter, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether to go on after this many failures in a row.</summary>
    public bool Allows(int failures) => failures < options.MaxAttempts;

    /// <summary>The wait after so many failures.</summary>
    public Task WaitAsync(int failures, TimeSpan? retryAfter, CancellationToken cancel) => Task.Delay(Wait(failures, retryAfter, Random.Shared.NextDouble()), time, cancel);

    /// <summary>How long it is.</summary>
    /// <param name="failures">1 after the first.</param>
    /// <param name="retryAfter">What the server asked for.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan Wait(int failures, TimeSpan? retryAfter, double jitter)
    {
        // Never earlier than the server said; a tenth later at the most.
        if (retryAfter is { } said) return said + (said * (0.1 * jitter));
        var most = Math.Min(First.TotalSeconds * Math.Pow(2, failures - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(most * (0.5 + (0.5 * jitter)));
    }
}
