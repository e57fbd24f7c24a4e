using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>artifacts</c>: release files below other paths (request rule 13).</summary>
internal sealed class ArtifactsReader(PolicyReport report, ProvidersSection providers)
{
    private readonly HeaderMatchReader _headers = new(report);

    /// <summary>Reads the section.</summary>
    public IReadOnlyList<ArtifactConfig> Read(IReadOnlyList<YamlNode>? items)
    {
        var artifacts = new List<ArtifactConfig>();
        var lines = new Dictionary<(string Path, string? Provider, string Headers), int>();
        foreach (var item in items ?? [])
        {
            if (report.Yaml.Map(item, "an artifact") is not { } map) continue;
            foreach (var key in (ReadOnlySpan<string>)["path", "host"])
            {
                if (!map.Has(key)) report.Error(map.Node, $"an artifact needs a '{key}'");
            }
            var path = map.Text("path");
            if (path is not null && !ArtifactPath.IsValid(path.Text, out var fault)) report.Error(path, $"{Quoted.Text(path.Text)} can't be a path of artifacts: {fault}");
            var baseUrl = ReadHost(map.Text("host"));
            var provider = ReadProvider(map.Text("provider"));
            var headers = ReadHeaders(map);
            if (path is null || baseUrl is null) continue;

            var clients = (path.Text, provider, string.Join('\n', headers.Select(header => $"{header.Name}: {string.Join('\t', header.Values)}")));
            if (!lines.TryAdd(clients, path.Line))
                report.Error(path, $"path {Quoted.Text(path.Text)} is there twice for the same clients, first in line {lines[clients]}: remove one");
            else if (artifacts.FirstOrDefault(earlier => earlier.IsForEverybody && path.Text.StartsWith(earlier.Path, StringComparison.Ordinal)) is { } first)
                report.Warning(path, $"never reached: the entry for {Quoted.Text(first.Path)} above takes these requests for all clients; put this one before it");
            artifacts.Add(new ArtifactConfig(path.Text, baseUrl, provider) { Headers = headers });
        }
        return artifacts;
    }

    private IReadOnlyList<HeaderMatch> ReadHeaders(MapReader artifact)
    {
        if (artifact.Map("when") is not { } when) return [];
        if (!when.Has("header")) report.Error(when.Node, "the 'when' of an artifact needs a 'header'; for clients of one provider there is 'provider' beside it");
        return _headers.Read(when.Map("header"));
    }

    private string? ReadHost(YamlScalar? text)
    {
        if (text is null) return null;
        var isBare = !text.Text.Contains("://", StringComparison.Ordinal);
        if (!HttpUrl.TryParse(isBare ? $"https://{text.Text}" : text.Text, out var url, out var fault)) { }
        else if (isBare && url.Path.Length > 0) fault = "with a path it must begin with https://";
        else if (url.HasQuery || url.HasFragment) fault = "it can have no query and no fragment";
        else if (!ArtifactPath.HasOnlySegments(url.Path)) fault = "its path can have no empty segment, no '.' and no '..'";
        else return url.Text.TrimEnd('/');
        report.Error(text, $"{Quoted.Text(text.Text)} is neither a host nor a base URL: {fault}");
        return null;
    }

    private string? ReadProvider(YamlScalar? text)
    {
        if (text is null || providers.CanName(text.Text)) return text?.Text;
        report.Error(text, $"there is no provider {Quoted.Text(text.Text)}{report.Yaml.Suggest(text.Text, providers.Configs.Select(known => known.Name))}");
        return null;
    }
}
