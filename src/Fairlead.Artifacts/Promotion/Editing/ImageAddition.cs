using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>What a list of images is to say in addition.</summary>
/// <param name="Image">The image's name below its source.</param>
/// <param name="Digest">Which.</param>
/// <param name="Tags">What it is to be promoted as; none: its digest alone.</param>
public sealed record ImageAddition(string Image, Digest Digest, IReadOnlyList<string> Tags);
