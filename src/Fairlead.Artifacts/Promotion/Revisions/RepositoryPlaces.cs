using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>Puts paths of the repository in the place of those that manifests were read from: what is told of them is the same each time.</summary>
/// <param name="root">The folder, or the file, that they were read from.</param>
/// <param name="path">What it is in the repository.</param>
internal sealed class RepositoryPlaces(string root, RepositoryPath path)
{
    /// <summary>The same manifests.</summary>
    public PromotionManifests Of(PromotionManifests read) => new([.. read.Manifests.Select(Of)], [.. read.Problems.Select(Of)]);

    /// <summary>The same manifests of files.</summary>
    public FileManifests Of(FileManifests read) => new([.. read.Manifests.Select(Of)], [.. read.Problems.Select(Of)]);

    /// <summary>The same problem.</summary>
    public PromotionProblem Of(PromotionProblem problem) => problem with { At = problem.At with { File = Of(problem.At.File) }, Message = Of(problem.Message) };

    private PromotionManifest Of(PromotionManifest manifest)
    {
        // All registries of a manifest are in one file, and all images are.
        var registries = Of(manifest.Source.At.File);
        var images = manifest.Images.Count > 0 ? Of(manifest.Images[0].At.File) : "";
        return manifest with
        {
            Source = manifest.Source with { At = manifest.Source.At with { File = registries } },
            Destinations = [.. manifest.Destinations.Select(one => one with { At = one.At with { File = registries } })],
            Images = [.. manifest.Images.Select(image => image with { At = image.At with { File = images }, Digests = [.. image.Digests.Select(digest => Of(digest, images))] })],
        };
    }

    private FileManifest Of(FileManifest manifest)
    {
        var stores = Of(manifest.Source.At.File);
        var lists = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var list in manifest.Files.Select(file => file.At.File).Distinct(StringComparer.Ordinal)) lists.Add(list, Of(list));
        return manifest with
        {
            Source = manifest.Source with { At = manifest.Source.At with { File = stores } },
            Destinations = [.. manifest.Destinations.Select(one => one with { At = one.At with { File = stores } })],
            Files = [.. manifest.Files.Select(file => file with { At = file.At with { File = lists[file.At.File] } })],
        };
    }

    private static ManifestDigest Of(ManifestDigest digest, string file) => digest with
    {
        At = digest.At with { File = file },
        Tags = [.. digest.Tags.Select(tag => tag with { At = tag.At with { File = file } })],
    };

    private string Of(string text) =>
        text.Replace(root + "/", string.Concat(path.Parts.Select(part => part + "/")), StringComparison.Ordinal).Replace(root, path.ToString(), StringComparison.Ordinal);
}
