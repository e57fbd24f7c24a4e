using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>Turns what a copier tells of blobs into what became of edges. Thread-safe.</summary>
/// <param name="targets">The round's destinations, by the names of their stores.</param>
/// <param name="outcomes">Where it is kept.</param>
/// <param name="observer">Who is told.</param>
internal sealed class RoundObserver(
    IReadOnlyDictionary<string, FileTarget> targets, ConcurrentDictionary<FileEdge, FileOutcome> outcomes, IFileCopyObserver observer) : ICopyObserver
{
    /// <inheritdoc/>
    public void Planned(CopyTotals lacking)
    {
        // It was told for all rounds together.
    }

    /// <inheritdoc/>
    public void Advanced(Destination destination, int bytes) => observer.Sent(bytes);

    /// <inheritdoc/>
    public void Copied(WantedBlob blob, Destination destination)
    {
        var target = (FileTarget)destination.Store;
        Settle(target.EdgeOf(blob.Digest), target.WasThere(blob.Digest) ? EdgeState.Present : EdgeState.Copied, null);
    }

    /// <inheritdoc/>
    public void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid) => observer.Sent(-bytesVoid);

    /// <inheritdoc/>
    public void Failed(CopyFailure failure) => Settle(Edge(failure.Destination, failure.Digest), EdgeState.Failed, failure.Message);

    private FileEdge Edge(string destination, Digest digest) => targets[destination].EdgeOf(digest);

    private void Settle(FileEdge edge, EdgeState state, string? message)
    {
        var outcome = new FileOutcome(edge, state, message);
        outcomes[edge] = outcome;
        observer.Settled(outcome);
    }
}
