using System.Globalization;
using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Cli;

/// <summary>The feeds of a policy, loaded once for a verb that works on all of them.</summary>
internal sealed class PolicyFeeds
{
    private readonly PolicyConfig _config;
    private readonly FeedUpdate[] _updates;

    private PolicyFeeds(PolicyConfig config, FeedUpdate[] updates) => (_config, _updates) = (config, updates);

    /// <summary>Those that there is content of, new or old, in the policy's order.</summary>
    public IReadOnlyList<LoadedFeed> Loaded => [.. _updates.Select(update => update.Feed).OfType<LoadedFeed>()];

    /// <summary>Those that there is nothing of: not to be had, or refused.</summary>
    public IReadOnlyList<string> Lacking => [.. _updates.Where(update => update.Feed is null).Select(update => update.Source.Name)];

    /// <summary>Those whose last good copy has to do.</summary>
    public IReadOnlyList<string> Stale => [.. _updates.Where(update => update.Feed is not null && !IsGood(update)).Select(update => update.Source.Name)];

    /// <summary>Loads all feeds side by side. Failures are told by <see cref="Lacking"/> and <see cref="Stale"/>.</summary>
    /// <param name="config">A valid policy.</param>
    /// <param name="cache">Where last good copies are kept.</param>
    /// <param name="accept">Names of feeds to take over the guard's objections.</param>
    /// <param name="refresh">Asks every URL whether there is something newer; else only those of which there is no copy.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static async Task<PolicyFeeds> LoadAsync(PolicyConfig config, string? cache, IReadOnlyCollection<string> accept, bool refresh, CancellationToken cancel)
    {
        using var http = FeedHttp.Create();
        var store = new FeedStore(cache, http, TimeProvider.System);
        using var progress = new FeedProgress(config.Networks.Feeds.Select(feed => feed.Name));
        var updates = await Task.WhenAll(config.Networks.Feeds.Select(source => Task.Run(() => LoadAsync(source), cancel))).ConfigureAwait(false);
        return new(config, updates);

        async Task<FeedUpdate> LoadAsync(FeedSource source)
        {
            cancel.ThrowIfCancellationRequested();
            var isAccepted = accept.Contains(source.Name);
            var update = refresh || isAccepted ? await store.RefreshAsync(source, isAccepted, cancel).ConfigureAwait(false) : store.LoadLocal(source);
            if (update.Feed is null && !refresh && source.Url is not null) update = await store.RefreshAsync(source, isAccepted, cancel).ConfigureAwait(false);
            progress.Done(source.Name);
            return update;
        }
    }

    /// <summary>Says on stderr what could not be loaded, and why.</summary>
    public void SayProblems()
    {
        foreach (var update in _updates)
        {
            if (update.Message is { } message) Console.Error.WriteLine("fairlead: " + message);
        }
    }

    /// <summary>Says on stderr what went in.</summary>
    public void SayCounts()
    {
        foreach (var feed in Loaded) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{feed.Source.Name}: {Counts(feed.Content)}, as of {feed.AsOf:u}"));
    }

    /// <summary>The table of what there is.</summary>
    public NetworkTable ToTable() => PolicyNetworks.TableOf(_config, Loaded);

    private static bool IsGood(FeedUpdate update) => update.Outcome is FeedOutcome.Loaded or FeedOutcome.NotModified;

    private static string Counts(FeedContent content)
    {
        (long Count, string Of)[] counts =
        [
            (content.Entries.Count, "networks"), (content.Asns.Count, "ASNs"), (content.Countries.Count, "countries"),
            (content.Snapshot is { } snapshot ? snapshot.PrefixesV4 + snapshot.PrefixesV6 : 0, "a snapshot"),
        ];
        var parts = counts.Where(one => one.Count > 0).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Count:N0} prefixes of {one.Of}")).ToList();
        if (content.AsnNames.Count > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{content.AsnNames.Count:N0} names"));
        if (content.Masked > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{content.Masked:N0} with host bits masked"));
        parts.AddRange(content.Dropped.Select(dropped => string.Create(CultureInfo.InvariantCulture, $"{dropped.Value:N0} dropped ({dropped.Key})")));
        return string.Join(", ", parts);
    }
}
