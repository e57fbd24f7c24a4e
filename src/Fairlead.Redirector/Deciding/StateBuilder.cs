using System.Collections.Frozen;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Deciding;

/// <summary>Puts a compiled policy into operation. Used by one thread at a time.</summary>
internal sealed class StateBuilder(SiteBook sites, RedirectorMetrics metrics)
{
    /// <summary>The state that serves this policy.</summary>
    public ServingState Build(CompiledPolicy policy)
    {
        var config = policy.Config;
        var probed = new HashSet<IProbeTarget>();
        // A registry that is one of several anywhere is looked after as such wherever else it is named.
        var ofSeveral = config.Hosts.Values.Concat(policy.Places.Select(p => p.Upstream).OfType<UpstreamConfig>()).Append(config.Upstream)
            .Where(u => u.Registries.Count > 1).SelectMany(u => u.Registries).ToHashSet();
        var mirrors = policy.Mirrors.Select(m => new MirrorTarget(m, sites.Of(m))).ToArray();
        foreach (var mirror in mirrors) probed.Add(mirror.Site);

        var places = policy.Places.Select(place => new ServingPlace(
            place,
            [.. place.Candidates.Select(m => mirrors[m.Index])],
            place.RedirectsTo is { } redirects ? ProviderOf(redirects) : null,
            place.Upstream is { } own ? TargetOf(own) : null,
            metrics.RequestsOf(place.Provider, place.Region, config.RedirectStatus))).ToArray();
        var hosts = config.Hosts.ToFrozenDictionary(h => h.Key, h => TargetOf(h.Value), StringComparer.OrdinalIgnoreCase);
        var state = new ServingState(policy, mirrors, places, TargetOf(config.Upstream), hosts, [.. probed]);
        sites.Prune();
        return state;

        ProviderTarget ProviderOf(RedirectConfig redirects) =>
            new(redirects.Registry is { } registry ? Site(registry) : null, redirects.Artifacts is { } artifacts ? Site(artifacts) : null);

        ProviderSite Site(string url)
        {
            var site = sites.OfProvider(url);
            probed.Add(site);
            return site;
        }

        UpstreamTarget TargetOf(UpstreamConfig upstream)
        {
            var registries = upstream.Registries.Select(url => sites.Of(url, ofSeveral.Contains(url))).ToArray();
            probed.UnionWith(registries);
            return new UpstreamTarget(registries, upstream.RepositoryPrefix, upstream.SignaturesApart());
        }
    }
}
