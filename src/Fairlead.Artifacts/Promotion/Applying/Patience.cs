namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>How long destinations that go together wait for each other.</summary>
internal static class Patience
{
    /// <summary>At the least: longer than a registry that is started anew keeps everybody, shorter than the first wait of one that has no time for us at all.</summary>
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Waits for all, be they cancelled, but once one of those that set the pace is there, for the others only as long again as it took, twice, and a minute at the least.
    /// </summary>
    /// <param name="tasks">What is under way.</param>
    /// <param name="setsPace">Whether one that has ended tells how long it takes: one that had nothing to do doesn't, nor one that failed.</param>
    /// <param name="time">The run's clock.</param>
    /// <returns>The places of those that were not there by then.</returns>
    public static async Task<IReadOnlyList<int>> WaitAsync(IReadOnlyList<Task> tasks, Func<int, bool> setsPace, TimeProvider time)
    {
        var begun = time.GetTimestamp();
        var all = Task.WhenAll(tasks);
        var waiting = Enumerable.Range(0, tasks.Count).ToList();
        while (waiting.Count > 0)
        {
            await Task.WhenAny(waiting.Select(place => tasks[place])).ConfigureAwait(false);
            var ended = waiting.FindAll(place => tasks[place].IsCompleted);
            waiting.RemoveAll(ended.Contains);
            if (waiting.Count > 0 && ended.Exists(place => tasks[place].IsCompletedSuccessfully && setsPace(place))) break;
        }
        var twice = time.GetElapsedTime(begun) * 2;
        if (waiting.Count > 0 && !await IsInTimeAsync(all, twice > s_least ? twice : s_least, time).ConfigureAwait(false))
            return waiting.FindAll(place => !tasks[place].IsCompleted);
        await all.ConfigureAwait(false);
        return [];
    }

    private static async Task<bool> IsInTimeAsync(Task all, TimeSpan wait, TimeProvider time)
    {
        using var stop = new CancellationTokenSource();
        var first = await Task.WhenAny(all, Task.Delay(wait, time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first == all;
    }
}
