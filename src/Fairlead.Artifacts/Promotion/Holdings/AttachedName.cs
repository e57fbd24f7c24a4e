using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Holdings;

/// <summary>A tag that belongs to a digest: <c>sha256-HEX.sig</c> and the like.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Subject">What it belongs to.</param>
internal sealed record AttachedName(string Tag, Digest Subject)
{
    /// <summary>One; null for a tag of anybody's own choosing.</summary>
    public static AttachedName? Of(string tag) => AttachedTag.TryParse(tag, out var subject) ? new AttachedName(tag, subject) : null;
}
