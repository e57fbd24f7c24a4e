using System.Globalization;
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
        var routed = plan.Places.Where(place => place.Upstream is not null).ToArray();
        UpstreamConfig[] upstreams = [config.Upstream, .. hosts.Select(host => host.Value), .. routed.Select(place => place.Upstream!)];

        maps.Comment("The upstream (rules 6 and 7): the host name's own, else the route's, else the policy's.");
        maps.Map("$http_host", "fairlead_host", (@"~^(?<fairlead_host_name>.+):[^:\]]*$", "$fairlead_host_name"), ("default", "$http_host"));
        maps.Map("$fairlead_place", "fairlead_routed", [.. routed.Select((place, i) => (Number(place.Number), Number(1 + hosts.Length + i))), ("default", "0")]);
        // Names may be words of map's own, such as "default": a backslash before a name says that it isn't (ngx_http_map_module).
        maps.Map("$fairlead_host", "fairlead_upstream", [.. hosts.Select((host, i) => ("\\" + host.Key, Number(1 + i))), ("default", "$fairlead_routed")]);
        maps.Map("$fairlead_upstream", "fairlead_registry", Numbered(upstreams, upstream => maps.Literal(upstream.Registries[0])));
        maps.Map("$fairlead_upstream", "fairlead_signatures", [.. Numbered(upstreams, upstream => maps.Literal(upstream.SignaturesApart() ?? "")), ("default", "")]);
        maps.Map(
            "$fairlead_upstream $fairlead_bare", "fairlead_rest",
            [.. upstreams.SelectMany((upstream, i) => Prefixing(maps, upstream.RepositoryPrefix, i)), ("default", "$fairlead_bare")]);
        maps.Map("", "fairlead_upstream_url", ("default", "$fairlead_registry/v2/$fairlead_rest$fairlead_query"));
        maps.Map("$fairlead_signatures", "fairlead_signatures_url", ("", "$fairlead_upstream_url"), ("default", "$fairlead_signatures/v2/$fairlead_rest$fairlead_query"));
    }

    /// <summary>Puts the prefix before a path that has it not.</summary>
    private static IEnumerable<(string From, string To)> Prefixing(NginxMaps maps, string prefix, int number)
    {
        if (prefix.Length > 0) yield return ($"~^{Number(number)} (?!{NginxText.InPattern(prefix + "/")})", $"{maps.Literal(prefix)}/$fairlead_bare");
    }

    private static IEnumerable<(string From, string To)> Numbered(UpstreamConfig[] upstreams, Func<UpstreamConfig, string> valueOf) =>
        upstreams.Select((upstream, i) => (Number(i), valueOf(upstream)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
