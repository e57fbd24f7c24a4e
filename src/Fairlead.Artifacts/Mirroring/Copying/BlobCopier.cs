using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>Fills destinations with blobs: one read of each from its source for all destinations that lack it.</summary>
public sealed class BlobCopier(CopyOptions options, TimeProvider time)
{
    /// <summary>Lists the destinations, and copies what they lack.</summary>
    /// <param name="blobs">What they are to hold; each once.</param>
    /// <param name="destinations">Where to.</param>
    /// <param name="dryRun">Only list and count.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancel">Ends it; what was put stays.</param>
    public Task<CopyReport> CopyAsync(
        IReadOnlyList<WantedBlob> blobs, IReadOnlyList<Destination> destinations, bool dryRun, ICopyObserver observer, CancellationToken cancel) =>
        throw new NotImplementedException($"{options} {time}");
}
