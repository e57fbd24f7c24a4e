using System.Collections.Concurrent;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// Asks places whether they hold a blob: one HEAD for any number of clients that wait for the same answer, within the place's budget.
/// A HEAD outlives the client that began it, follows no redirect, and its answer is kept.
/// </summary>
internal sealed class HeadClient(HttpMessageInvoker http, PresenceCache cache, Clock clock, RedirectorMetrics metrics, PresenceConfig config, ILogger logger)
{
    private readonly ConcurrentDictionary<(Digest, uint), Task<PresenceAnswer>> _underWay = new();
    private volatile PresenceConfig _config = config;
    private volatile PresenceCache _cache = cache;

    /// <summary>HEADs that are under way; bounded by the budgets and the timeout.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>Takes the policy's part about presence; a cache of another size begins empty.</summary>
    public void Configure(PresenceConfig changed)
    {
        if (changed.Entries != _config.Entries) _cache = new PresenceCache(changed.Entries);
        _config = changed;
    }

    /// <summary>What is known.</summary>
    public PresenceCache Cache => _cache;

    /// <summary>What a mirror holds by an inventory that may be believed now; null when there is none.</summary>
    public MirrorHoldings? HoldingsOf(MirrorSite mirror, long now) =>
        // What most mirrors have is none: that costs a null check.
        mirror.Inventory?.Usable(now, _config.InventoryMaxAge.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>The same, now.</summary>
    public MirrorHoldings? HoldingsOf(MirrorSite mirror) => HoldingsOf(mirror, clock.Milliseconds);

    /// <summary>What the cache knows for a request; it is counted. The same without counting: <see cref="PresenceCache.Find"/>.</summary>
    public PresenceAnswer Find(Site site, in Digest key, long now)
    {
        var answer = _cache.Find(key, site.Id, now);
        site.Counters.CountLookUp(isKnown: answer != PresenceAnswer.Unknown);
        return answer;
    }

    /// <summary>The answer, by a HEAD of this call or by one that is under way. Over the budget: unknown, at once.</summary>
    public Task<PresenceAnswer> AskAsync(Site site, Digest key, string url)
    {
        (Digest, uint Id) flight = (key, site.Id);
        if (_underWay.TryGetValue(flight, out var running)) return running;
        var promise = new TaskCompletionSource<PresenceAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _underWay.GetOrAdd(flight, promise.Task);
        if (first != promise.Task) return first;

        // Only the one that flies pays for it, and it looks once more: another flight may have landed since its caller looked.
        var known = _cache.Find(key, flight.Id, clock.Milliseconds);
        if (known != PresenceAnswer.Unknown) Land(flight, promise, known);
        else if (site.Budget.TryTake(_config.HeadsPerSecond)) _ = FlyAsync(site, flight, url, promise);
        else
        {
            site.Counters.CountHead(MirrorCounters.OverBudget);
            Land(flight, promise, PresenceAnswer.Unknown);
        }
        return promise.Task;
    }

    /// <summary>The answer by a HEAD of its own, whatever is cached or under way. It counts for health, and it is kept.</summary>
    public async Task<PresenceAnswer> ProbeAsync(Site site, Digest key, string url)
    {
        var answer = await HeadAsync(site, key, site.Id, url, ProbeSchedule.Timeout).ConfigureAwait(false);
        if (answer == PresenceAnswer.Unknown) site.Counters.CountFailedProbe();
        return answer;
    }

    private async Task FlyAsync(Site site, (Digest Key, uint Id) flight, string url, TaskCompletionSource<PresenceAnswer> promise)
    {
        try
        {
            Land(flight, promise, await HeadAsync(site, flight.Key, flight.Id, url, _config.Timeout).ConfigureAwait(false));
        }
        catch (Exception failure) // of ours: whoever waits has to know, and the next one must be able to ask
        {
            _underWay.TryRemove(flight, out _);
            promise.SetException(failure);
        }
    }

    private void Land((Digest, uint) flight, TaskCompletionSource<PresenceAnswer> promise, PresenceAnswer answer)
    {
        _underWay.TryRemove(flight, out _);
        promise.SetResult(answer);
    }

    /// <summary>Asks for no blob, only whether anybody answers.</summary>
    public async Task ProbeAliveAsync(Site site, string url)
    {
        var (_, alive) = await SendAsync(site, url, ProbeSchedule.Timeout).ConfigureAwait(false);
        if (!alive) site.Counters.CountFailedProbe();
        Conclude(site, alive);
    }

    /// <summary>Forgets all that was believed of what a place holds, and says so.</summary>
    public void Forget(Site site)
    {
        site.ForgetPresence();
        PresenceLog.Forgotten(logger, site.Name);
    }

    /// <summary>Says that an inventory names what is not there.</summary>
    public void SayDistrusted(Site site) => PresenceLog.Distrusted(logger, site.Name);

    /// <summary>One HEAD; whatever the place does is an answer or none, never an exception.</summary>
    private async Task<PresenceAnswer> HeadAsync(Site site, Digest key, uint id, string url, TimeSpan timeout)
    {
        var began = clock.Timestamp;
        var (answer, alive) = await SendAsync(site, url, timeout).ConfigureAwait(false);
        var ended = clock.Timestamp;
        var seconds = clock.SecondsBetween(began, ended);
        metrics.Heads.Record(seconds);
        if (answer != PresenceAnswer.Unknown) site.Counters.CountAnswer(seconds);
        site.Counters.CountHead((int)answer);

        var now = clock.MillisecondsAt(ended);
        if (answer != PresenceAnswer.Unknown)
            _cache.Keep(key, id, answer, now, now + (long)(answer == PresenceAnswer.Present ? _config.Present : _config.Absent).TotalMilliseconds);
        Conclude(site, alive);
        return answer;
    }

    private void Conclude(Site site, bool alive)
    {
        if (alive && site.Health.Succeeded()) PresenceLog.Opened(logger, site.Name);
        if (!alive && site.Health.Failed()) PresenceLog.Closed(logger, site.Name);
    }

    private async Task<(PresenceAnswer Answer, bool Alive)> SendAsync(Site site, string url, TimeSpan timeout)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, url);
            if (site.Accept is { } types) request.Headers.TryAddWithoutValidation("Accept", types);
            using var late = new CancellationTokenSource(timeout, clock.Time);
            using var response = await http.SendAsync(request, late.Token).ConfigureAwait(false);
            return (site.Interpret(response.StatusCode), site.IsAlive(response.StatusCode));
        }
        catch (Exception failure) // whatever it was: no answer
        {
            PresenceLog.NoAnswer(logger, site.Name, failure.Message);
            return (PresenceAnswer.Unknown, false);
        }
    }
}
