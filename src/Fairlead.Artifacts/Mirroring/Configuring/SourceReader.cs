using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>An item of <c>from</c>: a text (an image or a store), or a mapping with one key that says what kind of source it is.</summary>
internal sealed class SourceReader(YamlReport report, SelectionReader selections, Selection ofJob, string baseDirectory)
{
    private static readonly string[] s_kinds = ["image", "allRepositories", "manifests", "list", "store", "missing"];

    /// <summary>Reads one; null when it is wrong, which is in the report.</summary>
    public SourceSpec? Read(YamlNode item)
    {
        if (item is not YamlMapping) return report.Text(item, "an item of 'from'") is { } text ? ReadText(text) : null;
        if (report.Map(item, "an item of 'from'") is not { } map) return null;

        // All keys are asked for whatever kind it is: that is how unknown ones are found out.
        var values = s_kinds.Select(map.Text).ToArray();
        var (prefix, registry) = (map.Text("prefix"), map.Text("registry"));
        var selection = selections.Read(map, ofJob);
        var present = s_kinds.Where(map.Has).ToArray();
        if (present.Length != 1)
        {
            report.Add(map.Node, $"an item of 'from' has one of {string.Join(", ", s_kinds)}, not {(present.Length == 0 ? "none" : string.Join(" and ", present))}");
            return null;
        }
        var kind = present[0];
        if (kind != "allRepositories") Needless(map, "prefix", kind);
        if (kind is not ("manifests" or "missing")) Needless(map, "registry", kind);
        if (kind is "store" or "missing")
            foreach (var key in SelectionReader.Keys) Needless(map, key, kind);
        if (values[Array.IndexOf(s_kinds, kind)] is not { } value) return null;
        return kind switch
        {
            "image" => ReadImage(value, selection),
            "allRepositories" => ReadRegistry(value, prefix, selection),
            "manifests" => ReadManifests(value, registry, selection),
            "list" => ReadPath(value) is { } path ? new ListFileSource(path, selection) : null,
            "store" => ReadStore(value),
            _ => ReadMissing(map, value, registry),
        };
    }

    private SourceSpec? ReadText(YamlScalar text) => StoreUrl.LooksLikeOne(text.Text) ? ReadStore(text) : ReadImage(text, ofJob);

    private ImageSource? ReadImage(YamlScalar text, Selection selection)
    {
        if (ImageReference.TryParse(text.Text, out var reference, out var problem)) return new ImageSource(reference, selection);
        report.Add(text, problem);
        return null;
    }

    private StoreUrlSource? ReadStore(YamlScalar text)
    {
        if (StoreUrl.TryParse(text.Text, out var url, out var problem)) return new StoreUrlSource(url);
        report.Add(text, problem);
        return null;
    }

    private RegistrySource? ReadRegistry(YamlScalar text, YamlScalar? prefix, Selection selection)
    {
        var host = ReadHost(text);
        if (prefix is not null && !RegistryPlace.IsPrefix(prefix.Text, out var problem))
        {
            report.Add(prefix, problem);
            return null;
        }
        return host is null ? null : new RegistrySource(host, prefix?.Text ?? "", selection);
    }

    private PromotionSource? ReadManifests(YamlScalar folder, YamlScalar? registry, Selection selection)
    {
        var path = ReadPath(folder);
        RegistryPlace? place = null;
        if (registry is not null && !RegistryPlace.TryParse(registry.Text, out place, out var problem))
        {
            report.Add(registry, problem);
            return null;
        }
        return path is null ? null : new PromotionSource(path, place?.ToString(), selection);
    }

    private MissingSource? ReadMissing(MapReader map, YamlScalar text, YamlScalar? registry)
    {
        if (!MissingSource.TryParseUrl(text.Text, out var url)) report.Add(text, $"{Quoted.Text(text.Text)} is no URL of a redirector's admin port: write it as http://127.0.0.1:9090/missing");
        if (registry is null && !map.Has("registry")) report.Add(map.Node, "'missing' needs a 'registry': the one that the blobs are read from");
        var host = registry is null ? null : ReadHost(registry);
        return url is null || host is null ? null : new MissingSource(url, host);
    }

    private string? ReadHost(YamlScalar text)
    {
        if (RegistryHost.TryParse(text.Text, out var host, out var problem)) return host;
        report.Add(text, problem);
        return null;
    }

    private string? ReadPath(YamlScalar text)
    {
        if (text.Text.Length is > 0 and <= 4096 && !text.Text.Any(char.IsControl)) return Path.GetFullPath(Path.Combine(baseDirectory, text.Text));
        report.Add(text, $"{Quoted.Text(text.Text)} is not a path: no control characters");
        return null;
    }

    private void Needless(MapReader map, string key, string kind)
    {
        if (map.Has(key)) report.Add(map.KeyOf(key), $"'{key}' says nothing where '{kind}' is the source: remove it");
    }
}
