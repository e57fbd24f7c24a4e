using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Selecting.Tags;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>What of a source is wanted: <c>tags</c>, <c>platforms</c>, <c>referrers</c>, <c>nonDistributable</c>, of a job and of each of its sources.</summary>
internal sealed class SelectionReader(YamlReport report)
{
    /// <summary>The keys.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["tags", "platforms", "referrers", "nonDistributable"];

    /// <summary>Reads the keys; each that is not set is as in <paramref name="outer"/>.</summary>
    public Selection Read(MapReader map, Selection outer) => new()
    {
        Tags = ReadTags(map) ?? outer.Tags,
        Platforms = ReadPlatforms(map) ?? outer.Platforms,
        Referrers = map.Bool("referrers") ?? outer.Referrers,
        NonDistributable = map.Bool("nonDistributable") ?? outer.NonDistributable,
    };

    private TagFilter? ReadTags(MapReader map)
    {
        if (map.Map("tags") is not { } tags) return null;
        var semver = tags.Text("semver");
        VersionRange? versions = null;
        if (semver is not null && !VersionRange.TryParse(semver.Text, out versions, out var problem)) report.Add(semver, problem);
        return new TagFilter { Allow = ReadPatterns(tags, "allow"), Deny = ReadPatterns(tags, "deny"), Versions = versions };
    }

    private List<TagPattern> ReadPatterns(MapReader tags, string key)
    {
        var patterns = new List<TagPattern>();
        foreach (var text in tags.TextOrTexts(key) ?? [])
        {
            if (TagPattern.TryParse(text.Text, out var pattern, out var problem)) patterns.Add(pattern);
            else report.Add(text, problem);
        }
        return patterns;
    }

    private List<Platform>? ReadPlatforms(MapReader map)
    {
        if (map.TextOrTexts("platforms") is not { } texts) return null;
        var platforms = new List<Platform>();
        foreach (var text in texts)
        {
            if (PlatformText.TryParse(text.Text, out var platform)) platforms.Add(platform);
            else report.Add(text, $"{Quoted.Text(text.Text)} is not a platform: write it as linux/amd64 or linux/arm/v7");
        }
        return platforms;
    }
}
