using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>One image by tag or digest; without either, all tags of a repository.</summary>
/// <param name="Reference">Which.</param>
/// <param name="Selection">What of it.</param>
public sealed record ImageSource(ImageReference Reference, Selection Selection) : SourceSpec(Selection);
