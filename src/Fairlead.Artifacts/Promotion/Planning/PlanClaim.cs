using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>What one image of one manifest wants in one destination.</summary>
/// <param name="Source">The repository that it comes from.</param>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
/// <param name="Image">The image, with all that is wanted of it.</param>
internal sealed record PlanClaim(PlanSource Source, RegistryRoot From, RegistryRoot To, ManifestImage Image);
