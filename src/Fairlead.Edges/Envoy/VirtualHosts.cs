using System.Text;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Envoy;

/// <summary>
/// What goes past the filter: the API's own 200, because 200 is how an authorization service says "go on"; and everything while nobody answers at <c>serve --edge</c>, which goes to the upstream's first registry.
/// envoy.config.route.v3.VirtualHost, one a host name.
/// </summary>
internal static class VirtualHosts
{
    private const string GetOrHead = """headers: [{name: ":method", string_match: {safe_regex: {regex: GET|HEAD}}}]""";

    public static string Of(PolicyConfig policy)
    {
        var hosts = policy.Hosts.OrderBy(host => host.Key, StringComparer.Ordinal).Select(host => HostOf(host.Key, [host.Key, host.Key + ":*"], host.Value, policy));
        return string.Join('\n', hosts.Append(HostOf("any", ["*"], policy.Upstream, policy)));
    }

    private static string HostOf(string name, string[] domains, UpstreamConfig upstream, PolicyConfig policy)
    {
        var lines = new StringBuilder($$"""
            - name: {{Yaml.Quote(name)}}
              domains: [{{string.Join(", ", domains.Select(Yaml.Quote))}}]
              response_headers_to_add:
              - {header: {key: cache-control, value: no-store}, append_action: OVERWRITE_IF_EXISTS_OR_ADD}
              routes:

            """);
        foreach (var path in (string[])["/v2", "/v2/"])
            lines.Append($$"""
              - match: {path: {{path}}, {{GetOrHead}}}
                direct_response: {status: 200, body: {inline_string: "{}"} }
                response_headers_to_add:
                - {header: {key: docker-distribution-api-version, value: registry/2.0}, append_action: OVERWRITE_IF_EXISTS_OR_ADD}
                - {header: {key: content-type, value: application/json}, append_action: OVERWRITE_IF_EXISTS_OR_ADD}

            """);
        if (policy.HealthPath is { } health)
            lines.Append($$"""
              - match: {path: {{Yaml.Quote(health)}}, {{GetOrHead}}}
                direct_response: {status: 200, body: {inline_string: "ok\n"} }

            """);
        lines.Append("""
              - match: {path: /v2/_catalog}
                direct_response: {status: 404}

            """);
        var root = upstream.RepositoryPrefix.Length == 0 ? "/v2/" : $"/v2/{upstream.RepositoryPrefix}/";
        foreach (var prefix in (string[])(root == "/v2/" ? [root] : [root, "/v2/"]))
            lines.Append($$"""
              - match: {prefix: {{Yaml.Quote(prefix)}}, {{GetOrHead}}}
                redirect: {{RedirectTo(upstream.Registries[0], root, policy.RedirectStatus)}}

            """);
        return lines.Append("""
              - match: {prefix: /}
                direct_response: {status: 503, body: {inline_string: "503\n"}}
            """).ToString();
    }

    /// <summary>A redirect that puts the registry, and the prefix, before the rest of the path.</summary>
    private static string RedirectTo(string registry, string root, int status)
    {
        var scheme = registry[..registry.IndexOf(':', StringComparison.Ordinal)];
        var authority = registry[(scheme.Length + "://".Length)..]; // a registry has no path
        var colon = authority.EndsWith(']') ? -1 : authority.LastIndexOf(':');
        var (host, port) = colon < 0 ? (authority, "") : (authority[..colon], $", port_redirect: {authority[(colon + 1)..]}");
        var code = status == 302 ? "FOUND" : "TEMPORARY_REDIRECT";
        return $"{{scheme_redirect: {scheme.ToLowerInvariant()}, host_redirect: {Yaml.Quote(host)}{port}, prefix_rewrite: {Yaml.Quote(root)}, response_code: {code}}}";
    }
}
