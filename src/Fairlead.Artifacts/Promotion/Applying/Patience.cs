namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>How long destinations that go together wait for each other.</summary>
internal static class Patience
{
    /// <summary>At the least: longer than a registry that is started anew keeps everybody, shorter than the first wait of one that has no time for us at all.</summary>
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Waits for all, but once one of those that set the pace is there, for the others only as long again as it took, twice, and a minute at the least.
    /// </summary>
    /// <param name="tasks">What is under way.</param>
    /// <param name="setsPace">Whether one that has ended tells how long it takes: one that had nothing to do doesn't, nor one that failed.</param>
    /// <param name="time">The run's clock.</param>
    /// <returns>The places of those that were not there by then.</returns>
    public static async Task<IReadOnlyList<int>> WaitAsync(IReadOnlyList<Task> tasks, Func<int, bool> setsPace, TimeProvider time)
    {
        var begun = time.GetTimestamp();
        var waiting = tasks.ToList();
        while (waiting.Count > 0)
        {
            var ended = await Task.WhenAny(waiting).ConfigureAwait(false);
            waiting.Remove(ended);
            await ended.ConfigureAwait(false);
            if (waiting.Count > 0 && setsPace(IndexOf(tasks, ended))) break;
        }
        if (waiting.Count == 0) return [];
        var twice = time.GetElapsedTime(begun) * 2;
        using var stop = new CancellationTokenSource();
        var all = Task.WhenAll(waiting);
        if (await Task.WhenAny(all, Task.Delay(twice > s_least ? twice : s_least, time, stop.Token)).ConfigureAwait(false) == all) await all.ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return [.. Enumerable.Range(0, tasks.Count).Where(place => !tasks[place].IsCompleted)];
    }

    private static int IndexOf(IReadOnlyList<Task> tasks, Task one)
    {
        var place = 0;
        while (tasks[place] != one) place++;
        return place;
    }
}
