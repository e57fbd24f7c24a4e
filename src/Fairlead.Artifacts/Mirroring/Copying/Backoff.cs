namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>How long to wait before the next attempt.</summary>
internal static class Backoff
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Twice as long each time, and half of it by chance, so that those who failed together don't come back together ("equal jitter";
    /// AWS Architecture Blog, "Exponential Backoff and Jitter", 2015).
    /// </summary>
    /// <param name="attempt">The one that failed, from 1.</param>
    public static TimeSpan After(int attempt)
    {
        var most = Math.Min(s_first.TotalSeconds * Math.Pow(2, attempt - 1), s_most.TotalSeconds);
        return TimeSpan.FromSeconds(most * (1 + Random.Shared.NextDouble()) / 2);
    }
}
