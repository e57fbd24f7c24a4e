namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>An image of a manifest. The same name may come again, further down or in another manifest.</summary>
/// <param name="Name">Below the registries; may hold <c>/</c>.</param>
/// <param name="Digests">In the file's order.</param>
/// <param name="At">Where it stands.</param>
public sealed record ManifestImage(string Name, IReadOnlyList<ManifestDigest> Digests, FilePlace At);
