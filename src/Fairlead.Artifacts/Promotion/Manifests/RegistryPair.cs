namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>Where a manifest's images come from, and where they go to.</summary>
internal sealed record RegistryPair(PromotionRegistry Source, IReadOnlyList<PromotionRegistry> Destinations);
