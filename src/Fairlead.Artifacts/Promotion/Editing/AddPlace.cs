using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>Where an image of a source belongs.</summary>
/// <param name="Manifest">The manifest that promotes from there.</param>
/// <param name="File">The file that lists its images.</param>
/// <param name="Image">What the image is called in it.</param>
/// <param name="Repository">The repository in the source, whose registry is asked.</param>
public sealed record AddPlace(PromotionManifest Manifest, string File, string Image, string Repository);
