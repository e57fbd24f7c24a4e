using System.Net;

namespace Fairlead.Edges.Envoy;

/// <summary>The cluster of <c>serve --edge</c>: envoy.config.cluster.v3.Cluster.</summary>
internal static class EdgeCluster
{
    // Connections are closed here before serve does after 620 s; and a wait for a mirror takes a connection, of which Envoy allows 1,024 by itself.
    public static string Of(IPEndPoint edge) => $$"""
        name: {{EdgeQuestion.Cluster}}
        type: STATIC
        connect_timeout: 1s
        typed_extension_protocol_options:
          envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
            "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
            common_http_protocol_options: {idle_timeout: 600s}
            explicit_http_config: {http_protocol_options: {} }
        circuit_breakers:
          thresholds:
          - {max_connections: 16384, max_pending_requests: 16384, max_requests: 16384}
        load_assignment:
          cluster_name: {{EdgeQuestion.Cluster}}
          endpoints:
          - lb_endpoints:
            - endpoint:
                address:
                  socket_address: {address: {{Yaml.Quote(edge.Address.ToString())}}, port_value: {{edge.Port}} }
        """;
}
