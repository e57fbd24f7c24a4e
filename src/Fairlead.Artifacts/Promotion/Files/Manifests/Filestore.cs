using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>A bucket or a folder, or a part of one, that a manifest promotes files from or to.</summary>
/// <param name="Url">Its <c>base</c>: what a file's name is appended to, with a slash between them.</param>
/// <param name="IsSource">Whether files come from here.</param>
/// <param name="ServiceAccount">Who writes there; null where the manifest doesn't say.</param>
/// <param name="At">Where it stands.</param>
public sealed record Filestore(StoreUrl Url, bool IsSource, string? ServiceAccount, FilePlace At);
