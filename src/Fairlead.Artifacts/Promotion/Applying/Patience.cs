namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>How long destinations that go together wait for each other.</summary>
internal static class Patience
{
    /// <summary>At the least: longer than a registry that is started anew keeps everybody, shorter than the first wait of one that has no time for us at all.</summary>
    private static readonly TimeSpan s_least = TimeSpan.FromMinutes(1);

    /// <summary>For those who have more to do than who is done, or who are the many: alone each of them would read everything from the source once more.</summary>
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Waits for all, be they cancelled; but once one is there that nothing has hindered, for the others only as long again as it took, twice, and ten minutes at the least. Once
    /// half of them are there and had as much to do as the others, a minute at the least.
    /// </summary>
    /// <param name="tasks">What is under way.</param>
    /// <param name="isSound">Whether one that has ended was not hindered: one that has failed tells nothing of how long it takes.</param>
    /// <param name="isEqual">Whether it had about as much to do as any other.</param>
    /// <param name="time">The run's clock.</param>
    /// <returns>The places of those that were not there by then.</returns>
    public static async Task<IReadOnlyList<int>> WaitAsync(IReadOnlyList<Task> tasks, Func<int, bool> isSound, Func<int, bool> isEqual, TimeProvider time)
    {
        var begun = time.GetTimestamp();
        var waiting = Enumerable.Range(0, tasks.Count).ToList();
        var equals = 0;
        for (var until = TimeSpan.MaxValue; waiting.Count > 0;)
        {
            var next = Task.WhenAny(waiting.Select(place => tasks[place]));
            if (!await IsInTimeAsync(next, until, begun, time).ConfigureAwait(false)) return waiting.FindAll(place => !tasks[place].IsCompleted);
            var ended = waiting.FindAll(place => tasks[place].IsCompleted);
            waiting.RemoveAll(ended.Contains);
            ended.RemoveAll(place => !tasks[place].IsCompletedSuccessfully || !isSound(place));
            if (ended.Count == 0) continue;
            equals += ended.Count(isEqual);
            var (took, least) = (time.GetElapsedTime(begun), equals >= waiting.Count && equals > 0 ? s_least : s_long);
            var limit = took + (took * 2 > least ? took * 2 : least);
            if (limit < until) until = limit;
        }
        await Task.WhenAll(tasks).ConfigureAwait(false);
        return [];
    }

    private static async Task<bool> IsInTimeAsync(Task next, TimeSpan until, long begun, TimeProvider time)
    {
        if (next.IsCompleted || until == TimeSpan.MaxValue)
        {
            await next.ConfigureAwait(false);
            return true;
        }
        var left = until - time.GetElapsedTime(begun);
        if (left <= TimeSpan.Zero) return false;
        using var stop = new CancellationTokenSource();
        var first = await Task.WhenAny(next, Task.Delay(left, time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first == next;
    }
}
