namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>How a put has ended.</summary>
/// <param name="Failure">Whose fault it was is told by its type; null when the blob is there.</param>
/// <param name="Taken">Bytes that the store had taken.</param>
/// <param name="ByUs">Whether we put it; false when somebody else had.</param>
internal readonly record struct PutEnd(Exception? Failure, long Taken, bool ByUs = true);
