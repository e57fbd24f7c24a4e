using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>An image that is to be promoted.</summary>
/// <param name="Reference">The image in its source, by tag or by digest.</param>
/// <param name="Tags">What it is to be promoted as; none: its digest alone.</param>
/// <param name="Place">The manifest that it belongs to.</param>
public sealed record AddRequest(ImageReference Reference, IReadOnlyList<string> Tags, AddPlace Place);
