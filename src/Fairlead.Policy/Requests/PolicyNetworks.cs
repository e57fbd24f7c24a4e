using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;
using Fairlead.Networks.Review;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>Makes the table of networks that a policy asks for, and the compiled policy with it.</summary>
public static class PolicyNetworks
{
    /// <summary>What facts from the policy's own <c>cidrs</c> name as their source.</summary>
    public const string PolicySource = "policy";

    /// <summary>Compiles a policy with the feeds that are there. Pure; may take tens of milliseconds.</summary>
    /// <param name="config">A valid policy.</param>
    /// <param name="feeds">Those of its feeds that have ever been loaded.</param>
    public static CompiledPolicy Compile(PolicyConfig config, IReadOnlyCollection<LoadedFeed> feeds) =>
        CompiledPolicy.Compile(config, TableOf(config, feeds), MissingSources.Of(config, feeds));

    /// <summary>The table alone: what <c>networks compile</c> writes. The same policy and feeds give the same table.</summary>
    /// <param name="config">A valid policy.</param>
    /// <param name="feeds">Those of its feeds that have ever been loaded, in the policy's order.</param>
    public static NetworkTable TableOf(PolicyConfig config, IReadOnlyCollection<LoadedFeed> feeds)
    {
        var owners = Owners(config);
        var builder = new NetworkTableBuilder(network => owners.GetValueOrDefault(network));
        foreach (var provider in config.Providers.Where(p => p.Active))
            foreach (var cidr in provider.Cidrs)
                builder.Add(cidr.Prefix, provider.Name, cidr.Region, PolicySource, Trust.Policy);

        foreach (var (source, content, _) in feeds)
        {
            var isGeofeed = source.Type == "geofeed";
            foreach (var entry in content.Entries)
                builder.Add(entry.Prefix, source.Network, entry.Region, source.Name, isGeofeed ? Trust.Geofeed : Trust.CloudFeed);
            builder.AddAsns(content.Asns, source.Name);
            builder.NameAsns(content.AsnNames);
            if (content.Snapshot is { } snapshot) builder.Add(snapshot);
            builder.AddCountries(content.Countries, source.Name, isGeofeed ? Trust.Geofeed : Trust.AsnData);
        }
        return builder.Build();
    }

    /// <summary>The same sources side by side, to be held against each other.</summary>
    /// <param name="config">A valid policy.</param>
    /// <param name="feeds">Those of its feeds that have ever been loaded.</param>
    public static SourceReview Review(PolicyConfig config, IReadOnlyCollection<LoadedFeed> feeds)
    {
        var owners = Owners(config);
        var review = new SourceReview();
        foreach (var provider in config.Providers.Where(p => p.Active)) review.AddNetworks(PolicySource, provider.Cidrs.Select(cidr => cidr.Prefix), provider.Name);
        foreach (var (source, content, _) in feeds)
        {
            review.AddNetworks(source.Name, content.Entries.Select(entry => entry.Prefix), owners.GetValueOrDefault(source.Network) ?? source.Network);
            review.AddAsns(source.Name, content.Asns);
            review.AddCountries(source.Name, content.Countries);
            if (content.Snapshot is { } snapshot) review.AddTable(snapshot, source.Name);
        }
        return review;
    }

    /// <summary>The active provider of each network that has one; a provider's own cidrs are a network of its name.</summary>
    private static Dictionary<string, string> Owners(PolicyConfig config)
    {
        var owners = new Dictionary<string, string>();
        foreach (var provider in config.Providers.Where(p => p.Active))
        {
            foreach (var network in provider.Networks) owners.TryAdd(network, provider.Name);
            owners.TryAdd(provider.Name, provider.Name);
        }
        return owners;
    }
}
