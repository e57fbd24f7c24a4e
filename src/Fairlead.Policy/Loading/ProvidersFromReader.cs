using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>providersFrom</c>: where provider files are. They are read apart, because those of a URL are fetched.</summary>
internal sealed class ProvidersFromReader(PolicyReport report, NetworksSection networks, string baseDirectory)
{
    /// <summary>Null when it is not set.</summary>
    public ProvidersFromConfig? Read(MapReader file)
    {
        if (file.Map("providersFrom") is not { } map) return null;
        var path = report.FilePath(map.Text("path"), baseDirectory);
        var url = report.FeedUrl(map.Text("url"));
        var folder = ReadFolder(map);
        if (map.Has("path") == map.Has("url"))
            report.Error(map.Node, "'providersFrom' needs either 'path' or 'url'" + (map.Has("path") ? ", not both" : ""));
        var redirects = map.Bool("redirects") ?? false;
        var trustTags = map.Bool("trustTags") ?? false;
        if (trustTags && !redirects) report.Warning(map.KeyOf("trustTags"), "'trustTags' has no effect without 'redirects: true'");
        if (!networks.BringsAsns)
            report.Warning(file.KeyOf("providersFrom"), "no source of ASNs is loaded: the clients of providers in these files can't be told from others");
        return new ProvidersFromConfig(path, url, folder, redirects, trustTags);
    }

    private string? ReadFolder(MapReader map)
    {
        if (map.Text("folder") is not { } text) return null;
        if (!map.Has("url")) report.Error(map.KeyOf("folder"), "'folder' is a folder inside the archive of a 'url'; a 'path' is the folder itself");
        var folder = text.Text.Trim('/');
        if (folder.Length is > 0 and <= 4096 && !folder.Any(char.IsControl) && !folder.Split('/').Any(segment => segment is "" or "." or "..")) return folder;
        report.Error(text, $"{Quoted.Text(text.Text)} is not a folder inside an archive: write it as a/b");
        return null;
    }
}
