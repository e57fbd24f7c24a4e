using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>A digest that comes or goes, or some of its tags that do.</summary>
/// <param name="Image">The image.</param>
/// <param name="Digest">The digest.</param>
/// <param name="Tags">Its tags, or those of them.</param>
/// <param name="IsWhole">Whether the digest itself comes or goes, and not only tags of it.</param>
public sealed record DigestChange(string Image, Digest Digest, IReadOnlyList<string> Tags, bool IsWhole);
