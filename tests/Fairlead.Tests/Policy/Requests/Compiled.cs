using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Loading;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Compiled policies in tests.</summary>
internal static class Compiled
{
    /// <summary>The policy of this text, with those of its feeds loaded that are named here with their prefixes.</summary>
    public static CompiledPolicy Policy(string text, params (string Feed, (string Prefix, string? Region)[] Entries)[] feeds)
    {
        var config = PolicyText.LoadGood(text);
        var loaded = feeds.Select(feed => new LoadedFeed(
            config.Networks.Feeds.Single(source => source.Name == feed.Feed),
            new FeedContent([.. feed.Entries.Select(entry => new FeedEntry(IpPrefix.Parse(entry.Prefix), entry.Region))], Masked: 0),
            DateTimeOffset.UnixEpoch));
        return PolicyNetworks.Compile(config, [.. loaded]);
    }

    /// <summary>What the policy says of a client at this address.</summary>
    public static Place PlaceOf(this CompiledPolicy policy, string address) => policy.PlaceOf(policy.Networks.Find(IpAddress.Parse(address)));

    /// <summary>Names of the mirrors that such a client may be sent to, in order.</summary>
    public static string CandidatesOf(this CompiledPolicy policy, string address) =>
        string.Join(", ", policy.PlaceOf(address).Candidates.Select(mirror => mirror.Config.Name));
}
