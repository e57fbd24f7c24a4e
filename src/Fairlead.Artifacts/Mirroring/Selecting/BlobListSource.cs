using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Blobs that are known by digest and repository alone: those that a redirector missed.</summary>
/// <param name="Host">The registry that they are read from.</param>
/// <param name="Blobs">Which; those that the registry has not are left out.</param>
/// <param name="Selection">Of no meaning here.</param>
public sealed record BlobListSource(string Host, IReadOnlyList<(Digest Digest, string Repository)> Blobs, Selection Selection) : SourceSpec(Selection);
