using System.Net;

namespace Fairlead.Edges.Envoy;

/// <summary>
/// A static bootstrap (envoy.config.bootstrap.v3.Bootstrap): one listener, one filter of ours before the router, a cluster where the filter asks somebody. The filter gets requests as they came:
/// <list type="bullet">
/// <item>The target (request rule 7): nothing is normalised, merged or unescaped. What doesn't begin with a slash Envoy itself answers, with 404 (source/common/http/conn_manager_impl.cc,
/// <c>decodeHeaders</c>).</item>
/// <item><c>X-Forwarded-For</c> (request rule 8), by <c>skip_xff_append</c>. Without it Envoy adds its peer, but for a peer on loopback its own address (source/common/http/conn_manager_utility.cc,
/// <c>mutateRequestHeaders</c>), so that nobody can tell what came.</item>
/// </list>
/// </summary>
internal static class Bootstrap
{
    /// <param name="intro">What its reader is to know, as one line.</param>
    /// <param name="listen">Where Envoy listens.</param>
    /// <param name="filter">The HTTP filter.</param>
    /// <param name="virtualHosts">What goes past the filter.</param>
    /// <param name="cluster">Where the filter asks; null: nowhere.</param>
    public static string Of(string intro, IPEndPoint listen, string filter, string virtualHosts, string? cluster) => $$"""
        # Written by 'fairlead export envoy'. {{intro}}
        static_resources:
          listeners:
          - name: fairlead
            address:
              socket_address: {{Address(listen)}}
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: fairlead
                  # The source is the connection's peer, and X-Forwarded-For stays as it came: whom to believe is in the policy.
                  use_remote_address: true
                  xff_num_trusted_hops: 0
                  skip_xff_append: true
                  # The target as it came.
                  normalize_path: false
                  merge_slashes: false
                  path_with_escaped_slashes_action: KEEP_UNCHANGED
                  http_protocol_options: {allow_absolute_url: false}
                  generate_request_id: false
                  request_headers_timeout: 10s
                  common_http_protocol_options: {idle_timeout: 620s}
                  http_filters:
                  - {{Yaml.At(12, filter)}}
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                  route_config:
                    name: fairlead
                    virtual_hosts:
                    {{Yaml.At(12, virtualHosts)}}

        """ + (cluster is null ? "" : $$"""
          clusters:
          - {{Yaml.At(4, cluster)}}

        """);

    /// <summary>A socket address; every address means IPv6 and IPv4.</summary>
    private static string Address(IPEndPoint endpoint) => endpoint.Address.Equals(IPAddress.IPv6Any)
        ? $"{{address: \"::\", port_value: {endpoint.Port}, ipv4_compat: true}}"
        : $"{{address: {Yaml.Quote(endpoint.Address.ToString())}, port_value: {endpoint.Port}}}";
}
