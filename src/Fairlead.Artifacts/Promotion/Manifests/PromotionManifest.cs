namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>Images and the registries that they are promoted between: one <c>promoter-manifest.yaml</c> with its <c>images.yaml</c>.</summary>
/// <param name="Name">Of its folder; of its file, where all stands in one.</param>
/// <param name="Source">Where the images come from.</param>
/// <param name="Destinations">Where they go to, each once, in the file's order.</param>
/// <param name="Images">In the file's order.</param>
public sealed record PromotionManifest(
    string Name, PromotionRegistry Source, IReadOnlyList<PromotionRegistry> Destinations, IReadOnlyList<ManifestImage> Images);
