using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>All that one manifest says of one image, be it in several places.</summary>
/// <param name="Manifest">Which manifest.</param>
/// <param name="Name">The image's name.</param>
/// <param name="Places">In the file's order; one at least.</param>
internal sealed record ImageGroup(PromotionManifest Manifest, string Name, IReadOnlyList<ManifestImage> Places)
{
    /// <summary>All of them, in the order of manifests and files.</summary>
    public static IReadOnlyList<ImageGroup> Of(IReadOnlyList<PromotionManifest> manifests) =>
        [.. manifests.SelectMany(manifest => manifest.Images.GroupBy(image => image.Name, StringComparer.Ordinal), (manifest, images) => new ImageGroup(manifest, images.Key, [.. images]))];
}
