using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>A tag that the manifests give to another digest than before: it would have to move, and is refused.</summary>
/// <param name="Repository"><c>HOST/REPOSITORY</c> in the destination.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Was">What it is.</param>
/// <param name="Becomes">What it would be.</param>
public sealed record TagMove(string Repository, string Tag, Digest Was, Digest Becomes);
