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
        var mirrors = policy.Mirrors.Select(m => new MirrorTarget(m, sites.Of(m))).ToArray();
        foreach (var mirror in mirrors) probed.Add(mirror.Site);

        var places = policy.Places.Select(place => new ServingPlace(
            place,
            [.. place.Candidates.Select(m => mirrors[m.Index])],
            place.Upstream is { } own ? TargetOf(own) : null,
            metrics.RequestsOf(place.Provider, place.Region, config.RedirectStatus))).ToArray();
        var hosts = config.Hosts.ToFrozenDictionary(h => h.Key, h => TargetOf(h.Value), StringComparer.OrdinalIgnoreCase);
        var state = new ServingState(policy, mirrors, places, TargetOf(config.Upstream), hosts, [.. probed]);
        sites.Prune();
        return state;

        UpstreamTarget TargetOf(UpstreamConfig upstream)
        {
            var registries = upstream.Registries.Select(url => sites.Of(url, upstream.Registries.Count > 1)).ToArray();
            // Where the only registry holds the signatures itself, there is nothing to choose and nobody to ask.
            var signatures = upstream.Signatures is { } url && upstream.Registries.Any(r => r != url) ? sites.Of(url, hasAlternative: false) : null;
            probed.UnionWith(registries);
            if (signatures is not null) probed.Add(signatures);
            return new UpstreamTarget(registries, upstream.RepositoryPrefix, signatures);
        }
    }
}
