namespace Fairlead.Artifacts.Mirroring.Wanted;

/// <summary>A place that a blob can be had from.</summary>
/// <param name="Source">The registry or store.</param>
/// <param name="Repository">The repository that it belongs to; empty where the source knows none.</param>
public sealed record BlobLocation(IBlobSource Source, string Repository);
