namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Something that blobs are to be copied of.</summary>
/// <param name="Selection">What of it.</param>
public abstract record SourceSpec(Selection Selection);
