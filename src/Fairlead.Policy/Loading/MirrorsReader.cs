using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>mirrors</c> of a provider. An entry with several regions is as many mirrors.</summary>
internal sealed class MirrorsReader(PolicyReport report, MirrorDirectory directory, Func<string, bool>? isKnownRegion)
{
    /// <summary>
    /// Mirrors of a policy at the most. One entry can make thousands of long URLs out of a short text, and 32 buckets is what
    /// the largest known policy has.
    /// </summary>
    private const int MaxMirrors = 10_000;

    private int _count; // those under a name that is there already, too: each takes its room until all has been read

    /// <summary>The mirrors in the file's order, and each entered into the directory.</summary>
    /// <param name="items">The entries; null gives none.</param>
    /// <param name="provider">Name of the provider.</param>
    /// <param name="isActive">Whether the provider is.</param>
    /// <param name="regions">Takes up the regions of all entries, those of wrong ones too.</param>
    public IReadOnlyList<MirrorConfig> Read(IReadOnlyList<YamlNode>? items, string provider, bool isActive, ISet<string> regions)
    {
        var mirrors = new List<MirrorConfig>();
        foreach (var item in items ?? [])
        {
            if (report.Yaml.Map(item, "a mirror") is not { } map) continue;
            var name = map.Text("name");
            var places = ReadRegions(map);
            if (name is not null && places.Count > 1)
            {
                report.Error(name, "one 'name' can't be of several regions: leave it out, or give each region an entry of its own");
                places = [places[0]];
            }
            var url = ReadUrl(map, places.Count);
            var inventory = InventoryUrl.Read(report, map, places.Count);

            report.Name(name);
            foreach (var place in places.Count > 0 ? places : [new Located<string?>(null, (YamlNode?)name ?? map.Node)])
            {
                if (_count++ >= MaxMirrors)
                {
                    report.Error(place.At, $"more than {MaxMirrors} mirrors");
                    return mirrors;
                }
                if (place.Value is not null) regions.Add(place.Value);
                if (name is null && place.Value is null) continue; // reported: it has no name
                var mirrorName = name?.Text ?? $"{provider}-{place.Value}";
                var mirror = url is null ? null : Fill(ref url, mirrorName, provider, place.Value, map, inventory);
                directory.Add(mirrorName, place.At, mirror, isActive);
                if (mirror is not null) mirrors.Add(mirror);
            }
        }
        return mirrors;
    }

    private List<Located<string?>> ReadRegions(MapReader map)
    {
        var one = map.Text("region");
        var several = map.Texts("regions");
        if (map.Has("region") && map.Has("regions"))
            report.Error(map.KeyOf("regions"), "a mirror has either 'region' or 'regions', not both");
        if (map.IsEmptyList("regions")) report.Error(map.KeyOf("regions"), "'regions' has no items: name one or remove it");
        if (!map.Has("name") && !map.Has("region") && !map.Has("regions"))
            report.Error(map.Node, "a mirror needs a 'name' or a 'region': without either nothing can refer to it");

        var places = new List<Located<string?>>();
        foreach (var text in one is not null ? [one] : several ?? [])
        {
            if (report.Region(text) is not { } region) continue;
            if (isKnownRegion?.Invoke(region) == false)
                report.Warning(text, $"region {Quoted.Text(region)} is not in the table of places: its mirror counts as far from everyone");
            places.Add(new Located<string?>(region, text));
        }
        return places;
    }

    private MirrorUrl? ReadUrl(MapReader map, int regions)
    {
        if (!map.Has("url")) report.Error(map.Node, "a mirror needs a 'url'");
        if (map.Text("url") is not { } text || MirrorUrl.Read(report, text) is not { } url) return null;
        if (url.HasRegion && regions == 0)
        {
            if (!map.Has("region") && !map.Has("regions")) report.Error(text, "{region} in the URL needs a 'region' or 'regions'");
            return null;
        }
        if (!url.HasRegion && regions > 1) report.Warning(text, "all of its regions have the same URL: use {region} in it, or name one region and the others under 'nearest'");
        return url;
    }

    /// <summary>The mirror of one region; a URL that comes out wrong is reported once and then given up.</summary>
    private MirrorConfig? Fill(ref MirrorUrl? url, string name, string provider, string? region, MapReader map, InventoryUrl? inventory)
    {
        if (url!.TryFill(region, out var before, out var after, out var fault))
            return new MirrorConfig(name, provider, region, before, after, inventory?.Of(region));
        report.Error(map.Value("url")!, $"not a mirror's URL: {fault}");
        url = null;
        return null;
    }
}
