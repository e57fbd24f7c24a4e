using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;
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
    public static CompiledPolicy Compile(PolicyConfig config, IReadOnlyCollection<LoadedFeed> feeds)
    {
        var active = config.Providers.Where(p => p.Active).ToArray();
        var owners = new Dictionary<string, string>();
        foreach (var provider in active)
        {
            foreach (var network in provider.Networks) owners.TryAdd(network, provider.Name);
            owners.TryAdd(provider.Name, provider.Name);
        }

        var builder = new NetworkTableBuilder(network => owners.GetValueOrDefault(network));
        foreach (var provider in active)
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

        return CompiledPolicy.Compile(config, builder.Build(), MissingSources.Of(config, feeds));
    }
}
