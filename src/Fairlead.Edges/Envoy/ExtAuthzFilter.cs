using System.Globalization;
using System.Net;

namespace Fairlead.Edges.Envoy;

/// <summary>
/// envoy.extensions.filters.http.ext_authz.v3.ExtAuthz with an HTTP service, as source/extensions/filters/common/ext_authz/ext_authz_http_impl.cc has it: it sends the method, the host and the path behind
/// <c>path_prefix</c>, the headers that are allowed, their lines joined by commas, and <c>headers_to_add</c> over what came under those names (OVERWRITE_IF_EXISTS_OR_ADD); since 1.28 nothing is put behind
/// <c>X-Forwarded-For</c> (changelogs/1.28.0.yaml). 200 lets the request go on; 5xx and silence are errors, which <c>failure_mode_allow</c> lets go on to the routes; any other answer is the client's, with its
/// status, its body and the headers that are allowed, Location always (<c>toClientMatchers</c>).
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
