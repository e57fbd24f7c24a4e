namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>A text file of image references, one a line, <c>#</c> before comments.</summary>
/// <param name="Path">The file.</param>
/// <param name="Selection">What of them.</param>
public sealed record ListFileSource(string Path, Selection Selection) : SourceSpec(Selection);
