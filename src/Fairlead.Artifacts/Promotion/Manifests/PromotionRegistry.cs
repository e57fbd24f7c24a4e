namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>A registry, or a part of one, that a manifest promotes from or to.</summary>
/// <param name="Root">What an image's name is appended to.</param>
/// <param name="IsSource">Whether images come from here.</param>
/// <param name="ServiceAccount">Who writes there; null where the manifest doesn't say.</param>
/// <param name="At">Where it stands.</param>
public sealed record PromotionRegistry(RegistryRoot Root, bool IsSource, string? ServiceAccount, FilePlace At);
