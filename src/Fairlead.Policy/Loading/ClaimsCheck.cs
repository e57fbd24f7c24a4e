using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>Whether every client belongs to one provider at the most: no network, ASN or prefix is claimed twice.</summary>
internal sealed class ClaimsCheck(PolicyReport report, NetworksSection networks)
{
    /// <summary>Reports claims that collide, and claims of networks that nobody names.</summary>
    public void Check(ProvidersSection providers)
    {
        foreach (var network in providers.Entries.SelectMany(entry => entry.Networks))
        {
            if (!networks.CanName(network.Value))
                report.Error(network.At, $"no feed names the network {Quoted.Text(network.Value)}{report.Yaml.Suggest(network.Value, networks.Names)}");
        }

        var active = providers.Entries.Where(entry => entry.Config.Active).ToList();
        var owners = CheckUnique(active, "network", entry => entry.Networks);
        CheckUnique(active, "ASN", entry => entry.Asns);
        CheckUnique(active, "prefix", entry => entry.Cidrs);
        foreach (var entry in active) CheckName(entry, owners);
    }

    private Dictionary<T, ProviderEntry> CheckUnique<T>(
        IReadOnlyList<ProviderEntry> entries, string what, Func<ProviderEntry, IReadOnlyList<Located<T>>> claims) where T : notnull
    {
        var owners = new Dictionary<T, ProviderEntry>();
        foreach (var entry in entries)
        {
            foreach (var (value, at) in claims(entry))
            {
                if (owners.TryAdd(value, entry)) continue;
                var owner = owners[value];
                if (ReferenceEquals(owner, entry)) report.Warning(at, $"{what} {value} is named twice: remove one");
                else report.Error(at, $"{what} {value} belongs to provider {Quoted.Text(owner.Config.Name)} (line {owner.At.Line}) already: a client can have one provider only");
            }
        }
        return owners;
    }

    /// <summary>A provider's name is the network of its own <c>cidrs</c>, so it must not be a network of someone else.</summary>
    private void CheckName(ProviderEntry entry, Dictionary<string, ProviderEntry> owners)
    {
        var name = entry.Config.Name;
        if (owners.TryGetValue(name, out var owner))
        {
            if (!ReferenceEquals(owner, entry))
                report.Error(entry.At, $"{Quoted.Text(name)} is a network of provider {Quoted.Text(owner.Config.Name)} (line {owner.At.Line}): give this provider another name");
        }
        else if (networks.Names.Contains(name))
        {
            var message = $"provider {Quoted.Text(name)} does not claim the network of its own name: add it to 'networks', or rename the provider";
            // Its cidrs are of that network, and with them it would get all the clients of the feed.
            if (entry.Cidrs.Count > 0) report.Error(entry.At, message);
            else report.Warning(entry.At, message);
        }
    }
}
