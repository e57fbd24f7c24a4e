using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>A manifest that is attached to another one.</summary>
/// <param name="Digest">Which.</param>
/// <param name="Tag">The tag that attaches it, as cosign's do; null: it refers to its subject itself.</param>
internal readonly record struct AttachedManifest(Digest Digest, string? Tag);
