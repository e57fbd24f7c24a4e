using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Wanted;

/// <summary>A blob that the mirrors are to hold.</summary>
/// <param name="Digest">Its name.</param>
/// <param name="Size">In bytes, as the manifests say; -1 where only its bytes can tell, since none says it or two say different things.</param>
/// <param name="Locations">Where it can be had, in the order to try; one at least.</param>
public sealed record WantedBlob(Digest Digest, long Size, IReadOnlyList<BlobLocation> Locations);
