using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>Reads <c>filestores</c>: where files come from and go to; <c>registryMap</c>, or <paramref name="names"/> before it, puts others in their place.</summary>
internal sealed class FilestoresReader(YamlReport report, ManifestFile file, MappedNames names)
{
    private readonly List<string> _written = [];

    /// <summary>Reads them; null when they can't be used, which is reported then.</summary>
    public FilestoreSet? Read(MapReader manifest)
    {
        var own = NameMapReader.Read(report, manifest, "registryMap");
        if (!manifest.Has("filestores")) report.Add(manifest.Node, "the file has no 'filestores'");
        if (manifest.List("filestores") is not { } items) return null;

        var stores = new List<(Filestore Store, YamlNode Node)>();
        var isWhole = true;
        foreach (var item in items)
        {
            if (ReadOne(item, own.Own) is { } store) stores.Add((store, item));
            else isWhole = false;
        }
        own.ReportUnmatched(report, _written);
        return isWhole ? Set(manifest, stores) : null;
    }

    private FilestoreSet? Set(MapReader manifest, List<(Filestore Store, YamlNode Node)> stores)
    {
        var sources = stores.Where(entry => entry.Store.IsSource).ToList();
        if (sources.Count == 0) report.Add(manifest.KeyOf("filestores"), "no file store is the source: mark one with 'src: true'");
        foreach (var (_, node) in sources.Skip(1)) report.Add(node, "a second source: 'src: true' belongs to one file store");
        if (sources.Count != 1) return null;

        var source = sources[0].Store;
        var destinations = new List<Filestore>();
        foreach (var (store, node) in stores.Where(entry => !entry.Store.IsSource))
        {
            // Above it, too: a file of the right name would be put into the source.
            if (store.Url.Overlaps(source.Url)) report.Add(node, $"{Quoted.Text(store.Url.Text)} lies in the source, or the source in it: nothing is ever put there");
            else if (!destinations.Exists(one => one.Url.IsSamePlaceAs(store.Url))) destinations.Add(store);
        }
        return new FilestoreSet(source, destinations);
    }

    private Filestore? ReadOne(YamlNode item, NameMap own)
    {
        if (report.Map(item, "a file store") is not { } map) return null;
        var place = map.Text("base");
        var isSource = map.Bool("src");
        var account = map.Text("service-account");
        if (!map.Has("base")) report.Add(map.Node, "a file store needs a 'base'");
        if (place is null) return null;
        _written.Add(place.Text);
        var mapped = names.Find(place.Text, own);
        if (!TryParse(place.Text, out var url, out var problem)) report.Add(place, problem!);
        else if (mapped is not null && !TryParse(mapped, out url, out problem)) report.Add(place, $"{Quoted.Text(place.Text)} is replaced by what can't be a file store: {problem}");
        return url is null ? null : new Filestore(url, isSource ?? false, account?.Text, file.Place(place));
    }

    private static bool TryParse(string text, out StoreUrl? url, out string? problem)
    {
        if (!StoreUrl.TryParse(text, out url, out problem)) return false;
        if (url.Keys == KeyTemplate.Default) return true;
        (url, problem) = (null, "'keys' is of mirrors: files have their own names");
        return false;
    }
}
