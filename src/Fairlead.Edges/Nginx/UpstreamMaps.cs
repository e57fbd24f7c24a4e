using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Edges.Nginx;

/// <summary>Which upstream a request is for, and what its URL is there (request rules 6 and 7): <c>$fairlead_upstream_url</c>, <c>$fairlead_signatures_url</c>. Number 0 is the policy's own.</summary>
internal static class UpstreamMaps
{
    /// <summary>Writes them.</summary>
    public static void Write(NginxMaps maps, EdgePlan plan)
    {
        var config = plan.Config;
        var hosts = config.Hosts.OrderBy(host => host.Key, StringComparer.Ordinal).ToArray();
        var upstreams = new EdgeUpstreams(plan);

        maps.Comment("The upstream (rules 6 and 7): the host name's own, else the route's, else the policy's.");
        maps.Map("$http_host", "fairlead_host", (@"~^(?<fairlead_host_name>.+):[^:\]]*$", "$fairlead_host_name"), ("default", "$http_host"));
        maps.Map("$fairlead_place", "fairlead_routed", [.. plan.Places.Where(place => place.Upstream is not null).Select(place => (NginxText.Number(place.Number), NginxText.Number(upstreams.NumberOf(place.Upstream!)))), ("default", "0")]);
        // Names may be words of map's own, such as "default": a backslash before a name says that it isn't (ngx_http_map_module).
        maps.Map("$fairlead_host", "fairlead_upstream", [.. hosts.Select(host => ("\\" + host.Key, NginxText.Number(upstreams.NumberOf(host.Value)))), ("default", "$fairlead_routed")]);
        maps.Map("$fairlead_upstream", "fairlead_registry", Numbered(upstreams, upstream => maps.Literal(upstream.Registries[0])));
        maps.Map("$fairlead_upstream", "fairlead_signatures", [.. Numbered(upstreams, upstream => maps.Literal(upstream.SignaturesApart() ?? "")), ("default", "")]);
        maps.Map(
            "$fairlead_upstream $fairlead_bare", "fairlead_rest",
            [.. upstreams.All.SelectMany((upstream, i) => Prefixing(maps, upstream.RepositoryPrefix, i)), ("default", "$fairlead_bare")]);
        maps.Map("", "fairlead_upstream_url", ("default", "$fairlead_registry/v2/$fairlead_rest$fairlead_query"));
        maps.Map("$fairlead_signatures", "fairlead_signatures_url", ("", "$fairlead_upstream_url"), ("default", "$fairlead_signatures/v2/$fairlead_rest$fairlead_query"));
    }

    /// <summary>Puts the prefix before a path that has it not.</summary>
    private static IEnumerable<(string From, string To)> Prefixing(NginxMaps maps, string prefix, int number)
    {
        if (prefix.Length > 0) yield return ($"~^{NginxText.Number(number)} (?!{NginxText.InPattern(prefix + "/")})", $"{maps.Literal(prefix)}/$fairlead_bare");
    }

    private static IEnumerable<(string From, string To)> Numbered(EdgeUpstreams upstreams, Func<UpstreamConfig, string> valueOf) =>
        upstreams.All.Select((upstream, i) => (NginxText.Number(i), valueOf(upstream)));
}
