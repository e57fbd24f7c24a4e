using YamlDotNet.RepresentationModel;

namespace Fairlead.SystemTests.Envoys;

/// <summary>
/// The ext_authz filter with an HTTP service, as source/extensions/filters/common/ext_authz/ext_authz_http_impl.cc has it: method, host and the prefixed path, the headers that are allowed, lines of one name joined by
/// commas, and those that are added; 200 lets the request go on, 5xx and silence count as errors, anything else is the client's answer.
/// </summary>
internal sealed class ExtAuthzStandIn(YamlMappingNode configuration, EnvoyCalls calls) : IEnvoyFilter
{
    private readonly HashSet<string> _allowed = [.. Exactly(configuration, "allowed_headers", "patterns"), "host", "authorization"];
    private readonly HashSet<string> _toClient =
        [.. Exactly(configuration, "http_service", "authorization_response", "allowed_client_headers", "patterns"), "location", "content-length", "www-authenticate"];

    private readonly string _prefix = configuration.Text("http_service", "path_prefix");

    private readonly (string Name, string Value)[] _added =
        [.. configuration.List("http_service", "authorization_request", "headers_to_add").Select(header => (header.Text("key"), header.Text("value")))];

    public async Task<WireMessage?> DecideAsync(WireMessage request, string peer)
    {
        var headers = request.Headers.Select(header => header.Name).Distinct().Where(_allowed.Contains).Select(name => (name, request.Header(name)!)).ToList();
        foreach (var (name, value) in _added)
        {
            headers.RemoveAll(header => header.name == name);
            headers.Add((name, value.Replace("%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%", peer, StringComparison.Ordinal)));
        }
        var answer = await calls.CallAsync(request.Part(0), _prefix + request.Part(1), headers);
        if (answer is null || answer.Part(1)[0] == '5') return bool.Parse(configuration.Text("failure_mode_allow")) ? null : new("HTTP/1.1 403 Forbidden", [("content-length", "0")], "");
        if (answer.Part(1) == "200") return null;
        return answer with { Headers = [.. answer.Headers.Where(header => _toClient.Contains(header.Name.ToLowerInvariant()))] };
    }

    public void Dispose() => calls.Dispose();

    private static IEnumerable<string> Exactly(YamlMappingNode node, params string[] path) => node.List(path).Select(pattern => pattern.Text("exact"));
}
