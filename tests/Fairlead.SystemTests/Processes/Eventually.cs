namespace Fairlead.SystemTests.Processes;

/// <summary>Waiting for what another process does, each time with a deadline.</summary>
internal static class Eventually
{
    /// <summary>Long enough for a busy machine; whoever waits for a promise with a time in it gives that time instead.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads until what was read is as wanted, and returns it.</summary>
    /// <exception cref="TimeoutException">It never was; the message says what was read last, or how reading failed.</exception>
    public static async Task<T> ReadAsync<T>(string what, Func<Task<T>> read, Func<T, bool> wanted, TimeSpan? deadline = null)
    {
        var limit = deadline ?? Deadline;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            string last;
            try
            {
                var value = await read();
                if (wanted(value)) return value;
                last = $"last: {value}";
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                last = $"last: {failure.Message}";
            }
            if (TimeProvider.System.GetElapsedTime(started) > limit)
                throw new TimeoutException($"{what}: not within {limit.TotalSeconds} s; {last}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until it is so.</summary>
    public static Task IsTrueAsync(string what, Func<Task<bool>> read, TimeSpan? deadline = null) =>
        ReadAsync(what, read, isSo => isSo, deadline);

    /// <summary>Waits until it is so.</summary>
    public static Task IsTrueAsync(string what, Func<bool> read, TimeSpan? deadline = null) =>
        IsTrueAsync(what, () => Task.FromResult(read()), deadline);
}
