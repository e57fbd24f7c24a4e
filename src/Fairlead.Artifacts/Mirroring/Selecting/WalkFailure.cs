namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Something of a source that could not be walked, so that its blobs are not known.</summary>
/// <param name="What">The image, repository or file.</param>
/// <param name="Message">Why.</param>
public sealed record WalkFailure(string What, string Message);
