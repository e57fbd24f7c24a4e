using Fairlead.Redirector.Timing;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Hosting;

/// <summary>Refreshes the feeds at start and every <c>networks.refresh</c>; sooner, and again and again, while one can't be had.</summary>
internal sealed class FeedRefresher(StateKeeper keeper, IEnumerable<string> accept, Clock clock, ILogger logger)
{
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMinutes(5);
    private readonly HashSet<string> _accept = [.. accept];
    private readonly Wakeup _wakeup = new(clock);

    /// <summary>Asks for a refresh now: the policy may name new feeds.</summary>
    public void RefreshNow() => _wakeup.Now();

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var retry = s_firstRetry;
        while (true)
        {
            var good = await RefreshAsync(stop).ConfigureAwait(false);
            var refresh = keeper.Config.Networks.Refresh;
            var wait = good || retry > refresh ? refresh : retry;
            retry = good ? s_firstRetry : Min(retry * 2, s_longestRetry);
            await _wakeup.WaitAsync(wait * (0.9 + (0.2 * Random.Shared.NextDouble())), stop).ConfigureAwait(false); // many servers, one feed: not all at once
        }
    }

    private async Task<bool> RefreshAsync(CancellationToken stop)
    {
        try
        {
            return await keeper.RefreshFeedsAsync(_accept, stop).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            HostingLog.BackgroundFailed(logger, failure);
            return false;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
