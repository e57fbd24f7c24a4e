using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Hosting;
using Fairlead.Traffic.Attribution;
using Microsoft.Extensions.Logging;

namespace Fairlead.Cli.Reporting;

/// <summary>Policies with all that they name, for verbs that read logs: what is counted under the wrong name once can't be put right when the logs are gone.</summary>
internal static class PolicyLoading
{
    /// <summary>Loads a policy, its feeds and its provider files; null, and said why, when it is wrong. A feed's last good copy will do, and that is said.</summary>
    /// <param name="file">The policy's file.</param>
    /// <param name="cache">Where last good copies are kept.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">There is nothing of a feed, or of the provider files.</exception>
    public static async Task<LoadedNetworks?> LoadAsync(string file, string? cache, CancellationToken cancel)
    {
        var source = PolicyOption.SourceOf(file);
        if (PolicyOption.Load(source, showWarnings: false) is not { } config) return null;
        var feeds = await PolicyFeeds.LoadAsync(config, cache, [], refresh: false, cancel).ConfigureAwait(false);
        feeds.SayProblems();
        if (feeds.Lacking.Count > 0)
            throw new IOException($"nothing is read: there is nothing of {string.Join(", ", feeds.Lacking)}, so clients would be taken for others; put right what is said above, or take the feed out of the policy");
        var merged = await WithProviderFilesAsync(config, source, cache, cancel).ConfigureAwait(false);
        var policy = PolicyNetworks.Compile(merged, feeds.Loaded);
        return new LoadedNetworks(ClientNetworks.Of(policy), policy, feeds.Loaded.Count > 0 ? feeds.Loaded.Min(feed => feed.AsOf) : null);
    }

    /// <summary>Loads a policy on a table that stands in for its feeds, beside the policy's own <c>cidrs</c>; null, and said why, when it is wrong.</summary>
    /// <param name="file">The policy's file.</param>
    /// <param name="table">A snapshot.</param>
    /// <param name="cache">Where last good copies of provider files are kept.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">There is nothing of the provider files.</exception>
    public static async Task<CompiledPolicy?> LoadAsync(string file, NetworkTable table, string? cache, CancellationToken cancel)
    {
        var source = PolicyOption.SourceOf(file);
        if (PolicyOption.Load(source, showWarnings: false) is not { } config) return null;
        var merged = await WithProviderFilesAsync(config, source, cache, cancel).ConfigureAwait(false);
        var snapshot = new LoadedFeed(new FeedSource("snapshot", "snapshot", "snapshot", null, null, null), new FeedContent([], 0) { Snapshot = table }, default);
        return CompiledPolicy.Compile(merged, PolicyNetworks.TableOf(merged, [snapshot]), []);
    }

    private static async Task<PolicyConfig> WithProviderFilesAsync(PolicyConfig config, PolicySource source, string? cache, CancellationToken cancel)
    {
        if (config.ProvidersFrom is null) return config;
        using var loggers = Logging.Create(LogLevel.Warning);
        // Its feeds are there already.
        using var core = new RedirectorCore(config with { Networks = config.Networks with { Feeds = [] } }, source, cache, assumePresent: true, TimeProvider.System, loggers);
        if (core.LacksSources) await core.FetchFeedsAsync(cancel).ConfigureAwait(false);
        if (core.Policy.LacksProviderFiles)
            throw new IOException("nothing is read: the files of 'providersFrom' are not to be had, so clients would be taken for others; put right what is said above");
        return core.Policy with { Networks = config.Networks };
    }
}
