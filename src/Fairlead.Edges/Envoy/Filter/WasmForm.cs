using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Fairlead.Edges.Plans;

namespace Fairlead.Edges.Envoy.Filter;

/// <summary>Envoy with a Proxy-Wasm filter that holds the plan and answers by itself: <c>envoy.yaml</c>, and the filter beside it.</summary>
public static class WasmForm
{
    private const string FilterName = "fairlead.wasm";

    /// <summary>The files.</summary>
    /// <param name="plan">What is answered.</param>
    /// <param name="listen">Where Envoy listens.</param>
    public static IReadOnlyList<EdgeFile> Files(EdgePlan plan, IPEndPoint listen)
    {
        var yaml = YamlOf(FilterConfiguration.Of(plan), listen);
        return [new("envoy.yaml", to => to.Write(Encoding.ASCII.GetBytes(yaml))), new(FilterName, WriteFilter)];
    }

    private static void WriteFilter(Stream to)
    {
        using var filter = typeof(WasmForm).Assembly.GetManifestResourceStream("Fairlead.Edges.Envoy.Filter.fairlead.wasm")!;
        filter.CopyTo(to);
    }

    private static string YamlOf(byte[] configuration, IPEndPoint listen)
    {
        var compatible = listen.Address.AddressFamily == AddressFamily.InterNetworkV6 ? ", ipv4_compat: true" : "";
        var hash = Convert.ToHexStringLower(SHA256.HashData(configuration))[..16];
        return $$$"""
            # Written by 'fairlead export envoy --form wasm': export it anew when the policy or its feeds change.
            # Start it in this folder, because the filter's file is found from there: envoy -c envoy.yaml
            static_resources:
              listeners:
                - name: fairlead
                  address: {socket_address: {address: "{{{listen.Address}}}", port_value: {{{listen.Port}}}{{{compatible}}}}}
                  filter_chains:
                    - filters:
                        - name: envoy.filters.network.http_connection_manager
                          typed_config:
                            "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                            stat_prefix: fairlead
                            generate_request_id: false
                            request_headers_timeout: 10s
                            common_http_protocol_options: {idle_timeout: 620s}
                            # The filter reads targets as they came, and refuses what it must itself.
                            normalize_path: false
                            merge_slashes: false
                            path_with_escaped_slashes_action: KEEP_UNCHANGED
                            http_protocol_options: {allow_absolute_url: false}
                            # The source is the connection's peer, and x-forwarded-for stays as it came: whom to believe is in the policy.
                            use_remote_address: true
                            xff_num_trusted_hops: 0
                            skip_xff_append: true
                            route_config: {name: none, virtual_hosts: [{name: none, domains: ["*"]}]}
                            http_filters:
                              - name: envoy.filters.http.wasm
                                typed_config:
                                  "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
                                  config:
                                    name: fairlead
                                    vm_config:
                                      vm_id: fairlead-{{{hash}}}  # of the policy: each has a VM of its own
                                      runtime: envoy.wasm.runtime.v8
                                      code: {local: {filename: {{{FilterName}}}}}
                                    configuration:
                                      "@type": type.googleapis.com/google.protobuf.BytesValue
                                      value: "{{{Convert.ToBase64String(configuration)}}}"
                              - name: envoy.filters.http.router
                                typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}

            """;
    }
}
