using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>Reads <c>registries</c>: where images come from and go to; <c>registryMap</c>, or <paramref name="names"/> before it, puts others in their place.</summary>
internal sealed class RegistriesReader(YamlReport report, ManifestFile file, MappedNames names)
{
    private readonly List<string> _written = [];

    /// <summary>Reads them; null when they can't be used, which is reported then.</summary>
    public RegistryPair? Read(MapReader manifest)
    {
        var own = NameMapReader.Read(report, manifest, "registryMap");
        if (!manifest.Has("registries")) report.Add(manifest.Node, "the file has no 'registries'");
        if (manifest.List("registries") is not { } items) return null;

        var registries = new List<(PromotionRegistry Registry, YamlNode Node)>();
        var isWhole = true;
        foreach (var item in items)
        {
            if (ReadOne(item, own.Own) is { } registry) registries.Add((registry, item));
            else isWhole = false;
        }
        own.ReportUnmatched(report, _written);
        foreach (var (_, node) in registries.Where(entry => entry.Registry.IsSource).Skip(1)) report.Add(node, "a second source: 'src: true' belongs to one registry");
        return isWhole ? Pair(manifest, registries) : null;
    }

    private RegistryPair? Pair(MapReader manifest, List<(PromotionRegistry Registry, YamlNode Node)> registries)
    {
        var sources = registries.Where(entry => entry.Registry.IsSource).ToList();
        if (sources.Count == 0) report.Add(manifest.KeyOf("registries"), "no registry is the source: mark one with 'src: true'");
        if (sources.Count != 1) return null;

        var source = sources[0].Registry;
        var destinations = registries.Where(entry => !entry.Registry.IsSource).ToList();
        foreach (var (_, node) in destinations.Where(entry => entry.Registry.Root == source.Root)) report.Add(node, $"{Quoted.Text(source.Root.Name)} is the source, and can't be a destination too");
        return new RegistryPair(source, [.. destinations.Select(entry => entry.Registry).DistinctBy(registry => registry.Root)]);
    }

    private PromotionRegistry? ReadOne(YamlNode item, NameMap own)
    {
        if (report.Map(item, "a registry") is not { } map) return null;
        var name = map.Text("name");
        var isSource = map.Bool("src");
        var account = map.Text("service-account");
        if (!map.Has("name")) report.Add(map.Node, "a registry needs a 'name'");
        if (name is null) return null;
        _written.Add(name.Text);
        if (!RegistryRoot.TryParse(name.Text, out var root, out var problem)) report.Add(name, problem);
        else if (names.Find(name.Text, own) is { } mapped && !RegistryRoot.TryParse(mapped, out root, out problem)) report.Add(name, $"{Quoted.Text(name.Text)} becomes {Quoted.Text(mapped)}: {problem}");
        return root is null ? null : new PromotionRegistry(root, isSource ?? false, account?.Text, file.Place(name));
    }
}
