using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>providersFrom</c>: kept, not read yet; what would change answers is refused rather than left out in silence.</summary>
internal sealed class ProvidersFromReader(PolicyReport report, string baseDirectory)
{
    /// <summary>Null when it is not set.</summary>
    public ProvidersFromConfig? Read(MapReader file)
    {
        if (file.Map("providersFrom") is not { } map) return null;
        var path = report.FilePath(map.Text("path"), baseDirectory);
        var url = report.FeedUrl(map.Text("url"));
        if (map.Has("path") == map.Has("url"))
            report.Error(map.Node, "'providersFrom' needs either 'path' or 'url'" + (map.Has("path") ? ", not both" : ""));
        var redirects = ReadUnsupported(map, "redirects");
        var trustTags = ReadUnsupported(map, "trustTags");
        report.Warning(file.KeyOf("providersFrom"), "'providersFrom' is not read by this version yet: providers must be in this file");
        return new ProvidersFromConfig(path, url, redirects, trustTags);
    }

    private bool ReadUnsupported(MapReader map, string key)
    {
        var value = map.Bool(key) ?? false;
        if (value) report.Error(map.Value(key)!, $"'{key}: true' is not supported by this version yet: write false or remove it");
        return value;
    }
}
