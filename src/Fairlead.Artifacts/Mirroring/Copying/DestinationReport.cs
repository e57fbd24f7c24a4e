using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>What became of one destination.</summary>
/// <param name="Destination">Which.</param>
/// <param name="Held">What it holds now of all blobs, wanted or not: digests and sizes, from its listing and from what was put.</param>
/// <param name="Present">Wanted ones that were there before.</param>
/// <param name="Copied">Wanted ones that were put.</param>
/// <param name="Failure">Why the destination could not be listed, and so was left alone; null when it could.</param>
public sealed record DestinationReport(
    Destination Destination, IReadOnlyDictionary<Digest, long> Held, CopyTotals Present, CopyTotals Copied, StoreException? Failure);
