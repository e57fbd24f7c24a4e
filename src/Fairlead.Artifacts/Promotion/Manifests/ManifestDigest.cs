using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>A digest that a manifest promotes.</summary>
/// <param name="Digest">Which.</param>
/// <param name="Tags">Its tags, each once; none: it is promoted without.</param>
/// <param name="At">Where it stands.</param>
public sealed record ManifestDigest(Digest Digest, IReadOnlyList<ManifestTag> Tags, FilePlace At);
