using System.Collections.Concurrent;
using Fairlead.Networks.Feeds;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Providers;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Observing;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Status;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// Builds states from policy, provider files and feeds, and swaps them in whole. One build at a time; on any error the old state stays and the reason
/// is logged.
/// </summary>
internal sealed class StateKeeper
{
    private readonly PolicySource _source;
    private readonly FeedStore _store;
    private readonly ProviderFilesKeeper _providerFiles;
    private readonly StateBuilder _builder;
    private readonly HeadClient _heads;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _building = new(1, 1);
    private readonly ConcurrentDictionary<FeedSource, LoadedFeed> _feeds = new();
    private volatile PolicyConfig _config;
    private volatile PolicyStanding _standing;

    /// <summary>A keeper whose first state is made of what is on disk.</summary>
    public StateKeeper(
        PolicyConfig config, PolicySource source, FeedStore store, ProviderFilesKeeper providerFiles, StateBuilder builder, HeadClient heads, TimeProvider time, ILogger logger)
    {
        (_config, _source, _store, _providerFiles, _builder, _heads, _time, _logger) = (config, source, store, providerFiles, builder, heads, time, logger);
        _standing = new PolicyStanding(time.GetUtcNow());
        LoadLocal(config);
        providerFiles.Load(config.ProvidersFrom);
        States = new StateHolder(builder.Build(Compile(config)));
    }

    /// <summary>Where requests take their state.</summary>
    public StateHolder States { get; }

    /// <summary>The policy that is in force, as its own file has it.</summary>
    public PolicyConfig Config => _config;

    /// <summary>What messages call the policy.</summary>
    public string PolicyName => _source.Name;

    /// <summary>Since when it is in force, and what came of the last reload.</summary>
    public PolicyStanding Standing => _standing;

    /// <summary>Whether the policy in force is its file's as that was last read; false while the file is wrong and the policy before stays.</summary>
    public bool IsPolicyCurrent => _standing.Failure is null;

    /// <summary>Whether something that the policy names has never been loaded.</summary>
    public bool LacksSources => States.Current.Policy.Config.LacksProviderFiles || !_config.Networks.Feeds.All(_feeds.ContainsKey);

    /// <summary>How the feeds of the policy in force are doing, and its provider files.</summary>
    public IEnumerable<FeedStatus> FeedStatuses()
    {
        var config = _config;
        foreach (var source in config.Networks.Feeds)
        {
            TimeSpan? refresh = source.Url is null ? null : config.Networks.Refresh;
            yield return _feeds.TryGetValue(source, out var feed)
                ? new FeedStatus(source.Name, true, _time.GetUtcNow() - feed.AsOf, feed.Content.Prefixes, feed.Content.Masked, refresh)
                : new FeedStatus(source.Name, false, default, null, null, refresh);
        }
        if (_providerFiles.Status(config.Networks.Refresh) is { } files) yield return files;
    }

    /// <summary>Reads the policy and the feeds' files again. False when the policy is wrong and the old one stays.</summary>
    public async Task<bool> ReloadAsync(CancellationToken cancel)
    {
        await _building.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var load = _source.Load();
            Report(load.Problems);
            if (load.Policy is not { } config)
            {
                var errors = load.Problems.Where(p => p.Severity == Severity.Error).Select(p => p.ToString()).ToArray();
                HostingLog.ReloadRefused(_logger, errors.Length);
                Failed(errors);
                return false;
            }
            foreach (var source in config.Networks.Feeds)
                Take(source.Url is null ? await _store.RefreshAsync(source, accept: false, cancel).ConfigureAwait(false) : _store.LoadLocal(source));
            _providerFiles.Load(config.ProvidersFrom);
            Swap(config);
            _standing = new PolicyStanding(_time.GetUtcNow());
            foreach (var gone in _feeds.Keys.Except(config.Networks.Feeds).ToArray()) _feeds.TryRemove(gone, out _);
            HostingLog.Reloaded(_logger, config.Providers.Count, States.Current.Policy.Mirrors.Count, Prefixes);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed([failure.Message]);
            throw;
        }
        finally
        {
            _building.Release();
        }
    }

    /// <summary>Fetches every feed that has a URL and reads every file again. True when all are as good as they can be.</summary>
    /// <param name="accept">Names of feeds to take over the guard's objections; those that were taken are removed.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<bool> RefreshFeedsAsync(ISet<string> accept, CancellationToken cancel)
    {
        var fetching = _providerFiles.FetchAsync(cancel);
        var updates = await Task.WhenAll(_config.Networks.Feeds.Select(f => _store.RefreshAsync(f, accept.Contains(f.Name), cancel))).ConfigureAwait(false);
        var fetched = await fetching.ConfigureAwait(false);
        await _building.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var changed = false;
            foreach (var update in updates)
            {
                if (!_config.Networks.Feeds.Contains(update.Source)) continue; // a reload came between
                changed |= Take(update);
                if (update.Outcome is FeedOutcome.Loaded or FeedOutcome.NotModified) accept.Remove(update.Source.Name);
            }
            var before = _providerFiles.Set;
            var goodFiles = _providerFiles.TakeRefreshed(fetched);
            if (changed || !ReferenceEquals(before, _providerFiles.Set)) Swap(_config);
            return goodFiles && updates.All(u => u.Outcome is FeedOutcome.Loaded or FeedOutcome.NotModified);
        }
        finally
        {
            _building.Release();
        }
    }

    /// <summary>Logs what is wrong with a policy.</summary>
    public void Report(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            if (problem.Severity == Severity.Error) HostingLog.PolicyError(_logger, problem.ToString());
            else HostingLog.PolicyWarning(_logger, problem.ToString());
        }
    }

    private void Failed(IReadOnlyList<string> problems) => _standing = _standing with { Failure = new ReloadFailure(_time.GetUtcNow(), problems) };

    private int Prefixes => States.Current.Policy.Networks.PrefixesV4 + States.Current.Policy.Networks.PrefixesV6;

    private void LoadLocal(PolicyConfig config)
    {
        // The largest feed takes as long as all others together: side by side, the start waits for that one alone.
        var updates = new FeedUpdate[config.Networks.Feeds.Count];
        Parallel.For(0, updates.Length, i => updates[i] = _store.LoadLocal(config.Networks.Feeds[i]));
        foreach (var update in updates) Take(update);
    }

    private bool Take(FeedUpdate update)
    {
        if (update.Message is { } message) HostingLog.FeedProblem(_logger, message);
        if (update.Feed is not { } feed) return false;
        var changed = !_feeds.TryGetValue(update.Source, out var old) || !ReferenceEquals(old.Content, feed.Content);
        _feeds[update.Source] = feed;
        if (changed) HostingLog.FeedLoaded(_logger, update.Source.Name, feed.Content.Prefixes, feed.Content.Masked);
        return changed;
    }

    private void Swap(PolicyConfig config)
    {
        var state = _builder.Build(Compile(config));
        _heads.Configure(config.Presence);
        _config = config;
        States.Current = state;
    }

    private CompiledPolicy Compile(PolicyConfig config)
    {
        var (merged, warnings) = ProviderMerge.Of(config, _source.Name, _providerFiles.Set);
        Report(warnings);
        var policy = PolicyNetworks.Compile(merged, [.. config.Networks.Feeds.Where(_feeds.ContainsKey).Select(f => _feeds[f])]);
        if (policy.MissingSources.Count > 0) HostingLog.FeedsMissing(_logger, string.Join(", ", policy.MissingSources));
        return policy;
    }
}
