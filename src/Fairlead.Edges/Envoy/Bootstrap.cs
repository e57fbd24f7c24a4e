using System.Net;

namespace Fairlead.Edges.Envoy;

/// <summary>
/// A static bootstrap (envoy.config.bootstrap.v3.Bootstrap): one listener, one filter of ours before the router, one cluster. Targets reach the filter as they came (request rule 7): nothing is normalised, merged
/// or unescaped, and an absolute-form target stays one.
/// </summary>
internal static class Bootstrap
{
    /// <param name="listen">Where Envoy listens.</param>
    /// <param name="filter">The HTTP filter.</param>
    /// <param name="virtualHosts">What goes past the filter.</param>
    /// <param name="cluster">Where the filter asks.</param>
    public static string Of(IPEndPoint listen, string filter, string virtualHosts, string cluster) => $$"""
        # Made by fairlead export envoy. The policy is the source: change it there, and export again.
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
                  codec_type: AUTO
                  # Envoy adds its peer to X-Forwarded-For; whose entries count is the policy's clientAddress, which serve applies.
                  use_remote_address: true
                  xff_num_trusted_hops: 0
                  # The target as it came.
                  normalize_path: false
                  merge_slashes: false
                  path_with_escaped_slashes_action: KEEP_UNCHANGED
                  http_protocol_options:
                    allow_absolute_url: false
                  generate_request_id: false
                  request_headers_timeout: 10s
                  common_http_protocol_options:
                    idle_timeout: 620s
                  http_filters:
                  - {{Yaml.At(12, filter)}}
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                  route_config:
                    name: fairlead
                    virtual_hosts:
                    {{Yaml.At(12, virtualHosts)}}
          clusters:
          - {{Yaml.At(4, cluster)}}

        """;

    /// <summary>A socket address; every address means IPv6 and IPv4.</summary>
    private static string Address(IPEndPoint endpoint) => endpoint.Address.Equals(IPAddress.IPv6Any)
        ? $"{{address: \"::\", port_value: {endpoint.Port}, ipv4_compat: true}}"
        : $"{{address: {Yaml.Quote(endpoint.Address.ToString())}, port_value: {endpoint.Port}}}";
}
