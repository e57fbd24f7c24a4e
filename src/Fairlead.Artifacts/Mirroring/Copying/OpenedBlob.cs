namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>What came of opening a blob at its locations.</summary>
/// <param name="Job">With the size, and with the location that was opened at the head; where none was, with what the last one said.</param>
/// <param name="Content">Its bytes, not yet proven; null when no location gave them.</param>
internal readonly record struct OpenedBlob(CopyJob Job, Stream? Content);
