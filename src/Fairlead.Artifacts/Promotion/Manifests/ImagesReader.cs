using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>Reads a list of images: <c>name</c>, and <c>dmap</c> from digests to their tags.</summary>
internal static class ImagesReader
{
    /// <summary>Reads the list; what is wrong in it is reported and left out. Null when it is none.</summary>
    public static IReadOnlyList<ManifestImage>? Read(YamlReport report, YamlNode? node, ManifestFile file)
    {
        if (node is null || report.List(node, "the list of images") is not { } items) return null;
        return [.. items.Select(item => ReadOne(report, item, file)).OfType<ManifestImage>()];
    }

    private static ManifestImage? ReadOne(YamlReport report, YamlNode item, ManifestFile file)
    {
        if (report.Map(item, "an image") is not { } map) return null;
        var name = map.Text("name");
        var digests = map.Map("dmap");
        foreach (var key in (string[])["name", "dmap"])
        {
            if (!map.Has(key)) report.Add(map.Node, $"an image needs a '{key}'");
        }
        if (name is not null && !RepositoryName.IsValid(name.Text))
        {
            report.Add(name, $"{Quoted.Text(name.Text)} is no name of an image: lower-case letters and digits, with '/', '.', '_' or '-' between them");
            name = null;
        }
        List<ManifestDigest> entries = digests is null ? [] : [.. digests.Entries().Select(entry => ReadDigest(report, entry, file)).OfType<ManifestDigest>()];
        return name is null ? null : new ManifestImage(name.Text, entries, file.Place(name));
    }

    private static ManifestDigest? ReadDigest(YamlReport report, YamlEntry entry, ManifestFile file)
    {
        var isDigest = Digest.TryParse(entry.Key.Text, out var digest);
        if (!isDigest) report.Add(entry.Key, $"the key {DigestText.Problem(entry.Key.Text)}");
        if (entry.Value is YamlScalar { IsMissing: true })
        {
            report.Add(entry.Key, "a digest needs a list of tags: [] where it has none");
            return null;
        }
        if (report.List(entry.Value, "the tags of a digest") is not { } items) return null;

        var tags = new List<ManifestTag>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (report.Text(item, "a tag") is not { } tag) continue;
            if (!TagName.IsValid(tag.Text))
                report.Add(tag, $"{Quoted.Text(tag.Text)} is no tag: 1 to {TagName.MaxLength} letters, digits, '_', '.' or '-', beginning with none of the last two");
            else if (seen.Add(tag.Text)) tags.Add(new ManifestTag(tag.Text, file.Place(tag)));
        }
        return isDigest ? new ManifestDigest(digest, tags, file.Place(entry.Key)) : null;
    }
}
