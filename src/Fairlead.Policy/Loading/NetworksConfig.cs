using Fairlead.Networks.Feeds;

namespace Fairlead.Policy.Loading;

/// <summary>The feeds, in order, and how often they are read again.</summary>
public sealed record NetworksConfig(TimeSpan Refresh, IReadOnlyList<FeedSource> Feeds);
