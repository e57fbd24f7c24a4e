using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>A file of a destination that the manifests give another content than before: it is refused, unless it may be overwritten.</summary>
/// <param name="File">Its name below the destination.</param>
/// <param name="To">The destination.</param>
/// <param name="Was">The SHA-256 that it has.</param>
/// <param name="Becomes">The one that it would get.</param>
public sealed record FileRewrite(string File, StoreUrl To, Digest Was, Digest Becomes);
