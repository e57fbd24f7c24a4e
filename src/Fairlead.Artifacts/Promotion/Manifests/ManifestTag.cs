namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>A tag that a manifest gives to a digest.</summary>
public readonly record struct ManifestTag(string Name, FilePlace At);
