using System.Globalization;
using System.Net;

namespace Fairlead.Edges.Envoy;

/// <summary>
/// envoy.extensions.filters.http.ext_authz.v3.ExtAuthz with an HTTP service: it sends the method, the host and the path behind <c>path_prefix</c>, and the headers that are allowed; anything but 200 goes to the
/// client, with its status, its body and the headers that are allowed. An error of ours lets the request go on, to the routes.
/// </summary>
internal static class ExtAuthzFilter
{
    public static string Of(EdgeQuestion question, IPEndPoint edge) => $$"""
        name: envoy.filters.http.ext_authz
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
          transport_api_version: V3
          failure_mode_allow: true
          allowed_headers:
            patterns: [{{Exactly(question.Headers)}}]
          http_service:
            server_uri:
              uri: {{Yaml.Quote($"http://{edge}")}}
              cluster: {{EdgeQuestion.Cluster}}
              timeout: {{question.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)}}s
            path_prefix: /edge/ext_authz
            authorization_request:
              headers_to_add:
              - {key: {{EdgeQuestion.PeerHeader}}, value: "%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%"}
            authorization_response:
              allowed_client_headers: # and Location
                patterns: [{{Exactly(["allow", "cache-control", "content-type"])}}]
        """;

    private static string Exactly(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"{{exact: {Yaml.Quote(name)}}}"));
}
