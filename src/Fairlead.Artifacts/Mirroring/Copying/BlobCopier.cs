using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>
/// Fills destinations with blobs: one read of each from its source for all destinations that lack it. Nothing becomes visible in a destination
/// whose size and SHA-256 are not the blob's.
/// </summary>
public sealed class BlobCopier(CopyOptions options, TimeProvider time)
{
    /// <summary>Lists the destinations, and copies what they lack.</summary>
    /// <param name="blobs">What they are to hold; each once.</param>
    /// <param name="destinations">Where to.</param>
    /// <param name="dryRun">Only list and count.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancel">Ends it early: what was put stays, and the report says so much. It doesn't throw for that.</param>
    public async Task<CopyReport> CopyAsync(
        IReadOnlyList<WantedBlob> blobs, IReadOnlyList<Destination> destinations, bool dryRun, ICopyObserver observer, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Jobs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAttempts, 1);
        var states = destinations.Select(destination => new DestinationState(destination, options)).ToList();
        await Task.WhenAll(states.Select(state => Task.Run(() => state.ListAsync(cancel), CancellationToken.None))).ConfigureAwait(false);

        var wanted = default(CopyTotals);
        var lacking = default(CopyTotals);
        var jobs = new List<CopyJob>();
        foreach (var blob in blobs)
        {
            wanted = wanted.With(blob.Size);
            var lackers = states.FindAll(state => state.Lacks(blob));
            foreach (var _ in lackers) lacking = lacking.With(blob.Size);
            if (lackers.Count > 0) jobs.Add(new CopyJob(blob, lackers));
        }
        observer.Planned(lacking);

        var tally = new CopyTally(observer);
        if (!dryRun && !cancel.IsCancellationRequested)
            await new CopyRun(options, time, new CopyQueue(jobs), tally, observer, cancel).RunAsync().ConfigureAwait(false);
        return new CopyReport(wanted, tally.Read, tally.SecondReads, states.ConvertAll(state => state.Report()), tally.Failures);
    }
}
