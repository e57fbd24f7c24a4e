using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>Reads <c>registries</c>: where images come from and go to.</summary>
internal static class RegistriesReader
{
    /// <summary>Reads them; null when they can't be used, which is reported then.</summary>
    public static RegistryPair? Read(YamlReport report, MapReader manifest, ManifestFile file)
    {
        if (!manifest.Has("registries")) report.Add(manifest.Node, "the file has no 'registries'");
        if (manifest.List("registries") is not { } items) return null;

        var registries = new List<(PromotionRegistry Registry, YamlNode Node)>();
        var isWhole = true;
        foreach (var item in items)
        {
            if (ReadOne(report, item, file) is { } registry) registries.Add((registry, item));
            else isWhole = false;
        }
        if (!isWhole) return null;

        var sources = registries.Where(entry => entry.Registry.IsSource).ToList();
        if (sources.Count == 0) report.Add(manifest.KeyOf("registries"), "no registry is the source: mark one with 'src: true'");
        foreach (var (_, node) in sources.Skip(1)) report.Add(node, "a second source: 'src: true' belongs to one registry");
        if (sources.Count != 1) return null;

        var source = sources[0].Registry;
        var destinations = registries.Where(entry => !entry.Registry.IsSource).ToList();
        foreach (var (_, node) in destinations.Where(entry => entry.Registry.Root == source.Root)) report.Add(node, $"{Quoted.Text(source.Root.Name)} is the source, and can't be a destination too");
        return new RegistryPair(source, [.. destinations.Select(entry => entry.Registry).DistinctBy(registry => registry.Root)]);
    }

    private static PromotionRegistry? ReadOne(YamlReport report, YamlNode item, ManifestFile file)
    {
        if (report.Map(item, "a registry") is not { } map) return null;
        var name = map.Text("name");
        var isSource = map.Bool("src");
        var account = map.Text("service-account");
        if (!map.Has("name")) report.Add(map.Node, "a registry needs a 'name'");
        if (name is null) return null;
        if (RegistryRoot.TryParse(name.Text, out var root, out var problem)) return new PromotionRegistry(root, isSource ?? false, account?.Text, file.Place(name));
        report.Add(name, problem);
        return null;
    }
}
