namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>A manifest that is to be put.</summary>
/// <param name="Manifest">Which.</param>
/// <param name="Tag">The attached tag that it is to have, unless there is one already; null: it is put by its digest.</param>
internal readonly record struct PutStep(ManifestNode Manifest, string? Tag);
