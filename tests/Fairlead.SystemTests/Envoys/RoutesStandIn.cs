using YamlDotNet.RepresentationModel;

namespace Fairlead.SystemTests.Envoys;

/// <summary>The router with a static route table: envoy.config.route.v3, as far as the export uses it.</summary>
internal sealed class RoutesStandIn(YamlNode routes)
{
    public WireMessage Answer(WireMessage request)
    {
        var (method, target, host) = (request.Part(0), request.Part(1), request.Header("host")!.ToLowerInvariant());
        var path = target.Split('?')[0];
        var found = routes.List("virtual_hosts").OrderBy(one => Domains(one).Contains("*")).First(one => Domains(one).Any(domain => domain == "*" || domain == host || (domain.EndsWith(":*") && host.StartsWith(domain[..^1]))));
        foreach (var route in found.List("routes"))
        {
            var match = route.At("match");
            if (match.Has("headers") && method is not ("GET" or "HEAD")) continue; // the only header that the export matches
            var isMatch = match.Has("path") ? path == match.Text("path") : path.StartsWith(match.Text("prefix"), StringComparison.Ordinal);
            if (!isMatch) continue;
            var headers = new[] { found, route }.Where(one => one.Has("response_headers_to_add")).SelectMany(one => one.List("response_headers_to_add")).Select(one => (one.Text("header", "key"), one.Text("header", "value")));
            return route.Has("redirect") ? Redirect(route.At("redirect"), target, match.Text("prefix"), headers) : Direct(route.At("direct_response"), headers, method);
        }
        return new("HTTP/1.1 404 Not Found", [("content-length", "0")], "");
    }

    private static string[] Domains(YamlNode host) => [.. ((YamlSequenceNode)host.At("domains")).Cast<YamlScalarNode>().Select(domain => domain.Value!)];

    private static WireMessage Direct(YamlNode response, IEnumerable<(string, string)> headers, string method)
    {
        var body = response.Has("body") ? response.Text("body", "inline_string") : "";
        return new($"HTTP/1.1 {response.Text("status")} Direct", [.. headers, ("content-length", $"{body.Length}")], method == "HEAD" ? "" : body);
    }

    private static WireMessage Redirect(YamlNode to, string target, string prefix, IEnumerable<(string, string)> headers)
    {
        var port = to.Has("port_redirect") ? ":" + to.Text("port_redirect") : "";
        var location = $"{to.Text("scheme_redirect")}://{to.Text("host_redirect")}{port}{to.Text("prefix_rewrite")}{target[prefix.Length..]}";
        var status = to.Text("response_code") == "FOUND" ? "302 Found" : "307 Temporary Redirect";
        return new($"HTTP/1.1 {status}", [.. headers, ("location", location), ("content-length", "0")], "");
    }
}
