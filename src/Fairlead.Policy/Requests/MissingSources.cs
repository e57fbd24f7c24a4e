using Fairlead.Networks.Feeds;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>What a policy tells its providers' clients by, and has never been loaded (design: "The policy file", the last words).</summary>
internal static class MissingSources
{
    /// <summary>In words for people; empty when every client can be told.</summary>
    /// <param name="config">A valid policy.</param>
    /// <param name="feeds">Those of its feeds that have ever been loaded.</param>
    public static string[] Of(PolicyConfig config, IReadOnlyCollection<LoadedFeed> feeds)
    {
        var loaded = feeds.Select(feed => feed.Source).ToHashSet();
        var active = config.Providers.Where(provider => provider.Active).ToArray();
        return
        [
            .. active.SelectMany(provider => provider.Networks).Distinct().Where(network => IsMissing(network, config.Networks.Feeds, loaded)),
            .. active.Any(provider => provider.Asns.Count > 0)
                ? config.Networks.Feeds.Where(feed => FeedKinds.BringsAsns(feed.Type) && !loaded.Contains(feed)).Select(feed => $"the ASNs of {feed.Name}")
                : [],
            .. config.LacksProviderFiles ? ["the provider files"] : Array.Empty<string>(),
        ];
    }

    /// <summary>A network of several feeds needs all of them. One that none names can only be in a feed that brings any.</summary>
    private static bool IsMissing(string network, IReadOnlyList<FeedSource> feeds, HashSet<FeedSource> loaded)
    {
        var bringing = feeds.Where(feed => FeedKinds.BringsNetwork(feed.Type) && feed.Network == network).ToArray();
        if (bringing.Length == 0) bringing = [.. feeds.Where(feed => FeedKinds.BringsAnyNetwork(feed.Type))];
        return bringing.Length == 0 || bringing.Any(feed => !loaded.Contains(feed));
    }
}
