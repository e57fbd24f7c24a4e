using System.Diagnostics.CodeAnalysis;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>Finds the manifest that an image of a staging registry belongs to: the one whose source is the longest beginning of its name.</summary>
/// <param name="path">What the manifests were read from: a folder or a file.</param>
/// <param name="manifests">What was read.</param>
/// <param name="map">What was put in the place of the manifests' names: an image may be named either way.</param>
public sealed class AddPlaces(string path, IReadOnlyList<PromotionManifest> manifests, NameMap map)
{
    /// <summary>Finds it.</summary>
    /// <param name="reference">The image.</param>
    /// <param name="manifestName">The manifest's name, where several have the same source; null: the one that lists the image already.</param>
    /// <param name="place">Where it belongs.</param>
    /// <param name="problem">Why there is none, or no single one.</param>
    public bool TryFind(ImageReference reference, string? manifestName, [NotNullWhen(true)] out AddPlace? place, [NotNullWhen(false)] out string? problem)
    {
        var written = $"{reference.Host}/{reference.Repository}";
        place = null;
        problem = null;
        foreach (var name in (string[])[map.Find(written) ?? written, written])
        {
            var nearest = manifests.Where(manifest => name.StartsWith(manifest.Source.Root.Name + "/", StringComparison.Ordinal))
                .GroupBy(manifest => manifest.Source.Root.Name.Length).MaxBy(group => group.Key)?.ToList();
            if (nearest is null) continue;
            var image = name[(nearest[0].Source.Root.Name.Length + 1)..];
            var chosen = Choose(nearest, image, manifestName);
            if (chosen.Count == 1) place = new AddPlace(chosen[0], FileOf(chosen[0]), image, chosen[0].Source.Root.RepositoryOf(image));
            else if (manifestName is not null) problem = $"{Quoted.Text(manifestName)} is not the name of a manifest that promotes from {nearest[0].Source.Root}{Names(nearest)}";
            else problem = $"several manifests promote from {nearest[0].Source.Root}{Names(nearest)}: choose one with --manifest NAME";
            return place is not null;
        }
        problem = $"no manifest promotes from a registry that {Quoted.Text(written)} is in{Suggest(written)}";
        return false;
    }

    private static List<PromotionManifest> Choose(List<PromotionManifest> manifests, string image, string? name)
    {
        if (name is not null) return manifests.FindAll(manifest => manifest.Name == name);
        var listing = manifests.FindAll(manifest => manifest.Images.Any(one => one.Name == image));
        return manifests.Count > 1 && listing.Count == 1 ? listing : manifests;
    }

    private static string Names(List<PromotionManifest> manifests) => $" ({string.Join(", ", manifests.Take(5).Select(manifest => Quoted.Text(manifest.Name)))}{(manifests.Count > 5 ? ", ..." : "")})";

    private string Suggest(string written) =>
        Suggestion.Nearest(written[..written.LastIndexOf('/')], manifests.Select(manifest => manifest.Source.Root.Name)) is { } near ? $": did you mean {Quoted.Text(near)}?" : "";

    private string FileOf(PromotionManifest manifest) => Directory.Exists(path) ? Path.Combine(path, "images", manifest.Name, "images.yaml") : path;
}
