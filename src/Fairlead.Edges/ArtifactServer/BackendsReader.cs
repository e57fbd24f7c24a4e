using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>
/// Reads <c>backends</c>: <c>NAME: {host, pathPrefix, conditions: {headers: {Name: values}, paths: [prefix]}}</c>, as the server of
/// kubernetes/k8s.io had it (<c>artifactserver/cmd/artifactserver/main.go</c>). It passed over keys that it didn't know; here they are errors.
/// </summary>
internal sealed class BackendsReader(YamlReport report, Action<YamlNode, string> warn)
{
    private int _headers;

    /// <summary>The backends in the file's order; those that are wrong are in the report.</summary>
    public IReadOnlyList<Backend> Read(YamlNode root)
    {
        if (report.Map(root, "the configuration") is not { } file) return [];
        if (!file.Has("backends")) report.Add(file.Node, "'backends' is missing: this is no configuration of an ArtifactServer");
        var backends = new List<Backend>();
        foreach (var (name, value) in file.Map("backends")?.Entries() ?? [])
            if (report.Map(value, $"backend {Quoted.Text(name.Text)}") is { } map && ReadBackend(name, map) is { } backend) backends.Add(backend);
        return backends;
    }

    private Backend? ReadBackend(YamlScalar name, MapReader map)
    {
        if (!map.Has("host")) report.Add(map.Node, $"backend {Quoted.Text(name.Text)} has no 'host'");
        var host = map.Text("host");
        var prefix = map.Has("pathPrefix") && map.Value("pathPrefix") is not YamlScalar { Text: "" } ? map.Text("pathPrefix") : null;
        var conditions = map.Map("conditions");
        var paths = conditions?.Texts("paths") ?? [];
        var headers = conditions?.Map("headers")?.Entries() ?? [];
        if (host is null || BaseUrlOf(host, prefix) is not { } baseUrl) return null;
        return new Backend
        {
            Name = name,
            BaseUrl = baseUrl,
            HasPathPrefix = prefix?.Text.Trim('/').Length > 0,
            HasConditions = paths.Count + headers.Count > 0,
            Paths = [.. paths.Where(IsPath)],
            Headers = [.. headers.Select(ReadHeader).OfType<BackendHeader>()],
        };
    }

    private string? BaseUrlOf(YamlScalar host, YamlScalar? prefix)
    {
        var root = $"https://{host.Text}";
        if (!HttpUrl.TryParse(root, out var url, out _) || url is not { Path: "", HasQuery: false, HasFragment: false })
        {
            report.Add(host, $"{Quoted.Text(host.Text)} is not a host: write it without scheme and path, such as storage.googleapis.com");
            return null;
        }
        if (prefix?.Text.Trim('/') is not { Length: > 0 } path) return root;
        if (ArtifactPath.HasOnlySegments($"/{path}") && HttpUrl.TryParse($"{root}/{path}", out url, out _) && url is { HasQuery: false, HasFragment: false }) return url.Text;
        report.Add(prefix, $"{Quoted.Text(prefix.Text)} can't be a path prefix: it has the characters of a URL's path, and no segment that is empty, '.' or '..'");
        return null;
    }

    /// <summary>The registry's own paths are no paths of artifacts, but are a matter of the whole registry.</summary>
    private bool IsPath(YamlScalar path)
    {
        if (IsRegistry(path.Text) || ArtifactPath.IsValid(path.Text, out var fault)) return true;
        if (path.Text.StartsWith("/v1", StringComparison.Ordinal) || path.Text.StartsWith("/v2", StringComparison.Ordinal))
            warn(path, $"left out: {fault}, and of it a route can choose by headers alone");
        else
            report.Add(path, $"{Quoted.Text(path.Text)} can't be a path: {fault}");
        return false;
    }

    private BackendHeader? ReadHeader(YamlEntry entry)
    {
        var name = entry.Key.Text;
        IReadOnlyList<YamlNode> items = entry.Value is YamlSequence sequence ? sequence.Items : [entry.Value];
        var values = items.Select(item => report.Text(item, $"the value of header {Quoted.Text(name)}")).OfType<YamlScalar>().ToList();
        if (HeaderSyntax.FaultOfName(name) is { } fault)
        {
            warn(entry.Key, $"header {Quoted.Text(name)} is left out: {fault}");
            return null;
        }
        foreach (var value in values.Where(value => !HeaderSyntax.IsValue(value.Text)))
            report.Add(value, $"{Quoted.Text(value.Text)} can't be the value of a header: {HeaderSyntax.ValueRule}");
        if (items.Count == 0) report.Add(entry.Value, $"header {Quoted.Text(name)} has no values: give one or remove it");
        if (++_headers == HeaderSyntax.MaxMatches + 1) report.Add(entry.Key, $"more than {HeaderSyntax.MaxMatches} headers, which is as many as a policy can ask for: give one header several values");
        if (_headers > HeaderSyntax.MaxMatches) return null;
        return new BackendHeader(entry.Key, new HeaderMatch(name, [.. values.Select(value => value.Text).Distinct(StringComparer.Ordinal)]));
    }

    /// <summary>Whether it is all of the registry's API.</summary>
    public static bool IsRegistry(string path) => path is "/v2" or "/v2/";
}
