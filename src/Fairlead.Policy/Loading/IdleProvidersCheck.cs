using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>Providers that change nothing for their clients, or that have no clients: mostly something has been forgotten.</summary>
internal sealed class IdleProvidersCheck(PolicyReport report, NetworksSection networks, IReadOnlyList<RouteConfig> routes, IReadOnlyList<ArtifactConfig> artifacts)
{
    private readonly HashSet<string> _usedProviders =
        [.. routes.SelectMany(route => route.When.Providers), .. artifacts.Select(artifact => artifact.Provider).OfType<string>()];

    private readonly HashSet<string> _usedNetworks = [.. routes.SelectMany(route => route.When.Networks)];

    /// <summary>Warns of them.</summary>
    public void Check(ProvidersSection providers)
    {
        foreach (var entry in providers.Entries.Where(entry => entry.Config.Active))
        {
            var provider = entry.Config;
            if (!networks.BringsAsns && provider.Asns.Count > 0 && provider.Networks.Count == 0 && provider.Cidrs.Count == 0)
                report.Warning(entry.At, $"provider {Quoted.Text(provider.Name)} has no clients: it has ASNs only, and no source of ASNs is loaded");
            if (!entry.HasMirrors && !provider.ServeFromUpstream && !IsUsed(provider) && providers.From is not { Redirects: true })
                report.Warning(entry.At, $"provider {Quoted.Text(provider.Name)} has no mirrors and no route: say 'serveFrom: upstream' if that is meant");
        }
    }

    private bool IsUsed(ProviderConfig provider) =>
        _usedProviders.Contains(provider.Name) || _usedNetworks.Overlaps(provider.Networks);
}
