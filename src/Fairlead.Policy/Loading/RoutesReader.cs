using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>routes</c>: exceptions for some clients, in order.</summary>
internal sealed class RoutesReader(PolicyReport report, NetworksSection networks, ProvidersSection providers)
{
    private readonly RouteMatchReader _matches = new(report, networks, providers);
    private readonly UpstreamReader _upstreams = new(report);

    /// <summary>Reads the section.</summary>
    public IReadOnlyList<RouteConfig> Read(IReadOnlyList<YamlNode>? items)
    {
        var routes = new List<RouteConfig>();
        foreach (var item in items ?? [])
        {
            if (report.Yaml.Map(item, "a route") is not { } map) continue;
            if (!map.Has("when")) report.Error(map.Node, "a route needs a 'when': which clients it is for");
            if (!map.Has("use") && !map.Has("upstream"))
                report.Error(map.Node, "a route needs 'use', 'upstream' or both; 'use: []' means straight to the upstream");
            var when = _matches.Read(map.Map("when"));
            var use = providers.Mirrors.Resolve(map.Texts("use"), "'use'");
            var upstream = map.Map("upstream") is { } own ? _upstreams.Read(own) : null;
            routes.Add(new RouteConfig(when, use, upstream));
        }
        return routes;
    }
}
