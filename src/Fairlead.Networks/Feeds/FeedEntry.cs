using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>One prefix of a feed; the region is null where the feed says none or <c>GLOBAL</c>.</summary>
public readonly record struct FeedEntry(IpPrefix Prefix, string? Region);
