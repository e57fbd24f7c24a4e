using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>What became of one destination.</summary>
/// <param name="Destination">Which.</param>
/// <param name="Held">
/// What it holds now of all blobs, wanted or not: digests and sizes, from its listing and from what was put. Wanted ones of the wrong size are
/// not among it.
/// </param>
/// <param name="Present">Wanted ones that were there before, or that somebody else put meanwhile.</param>
/// <param name="Copied">Wanted ones that were put.</param>
/// <param name="Failure">
/// Why the destination could not be listed, and so was left alone (what it lacks is not known then, and not among
/// <see cref="CopyReport.Failures"/>), or why it was given up on the way; null when neither.
/// </param>
public sealed record DestinationReport(
    Destination Destination, IReadOnlyDictionary<Digest, long> Held, CopyTotals Present, CopyTotals Copied, StoreException? Failure)
{
    /// <summary>
    /// Wanted ones that its listing lacked. Those that are neither copied, nor present meanwhile, nor among the failures were not tried to the
    /// end, as it was a dry run or was ended.
    /// </summary>
    public CopyTotals Lacking { get; init; }
}
