using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>A file that a manifest promotes.</summary>
/// <param name="Name">Below the file stores; may hold <c>/</c>.</param>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="At">Where it stands.</param>
public sealed record PromotedFile(string Name, Digest Digest, FilePlace At);
