using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>
/// Proves that mirrors are whole: what sources are made of against what each destination lists, what its inventory says, and, where it is
/// asked for, what its objects hash to. It only reads, unless it is to repair.
/// </summary>
public sealed class VerifyRun(RegistryClients registries, VerifyOptions options, TimeProvider time)
{
    /// <summary>Runs a job.</summary>
    /// <param name="job">
    /// What is compared. Without sources, the destinations are held against their own inventories and digests alone, and nothing can be repaired.
    /// </param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancel">Ends it: what a repair has put by then stays, and the report says what was found. It doesn't throw for that.</param>
    public async Task<VerifyReport> RunAsync(SyncJob job, IVerifyObserver observer, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var destinations = job.Destinations.Select(spec => OpenDestination.Open(spec, time)).ToList();
        var report = new VerifyReport(options);
        try
        {
            var sources = await OpenSources.OpenAsync(job.Sources, time, cancel).ConfigureAwait(false);
            await using var closing = sources.ConfigureAwait(false); // not before a repair has read from them
            WalkReport? walk = null;
            if (job.Sources.Count > 0)
            {
                observer.Entered(VerifyPhase.Walking);
                walk = await SourceSurvey.WalkAsync(registries, sources, observer, cancel).ConfigureAwait(false);
            }
            report = await CompareAsync(walk, destinations, observer, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            report = report with { IsInterrupted = true };
        }
        finally
        {
            foreach (var destination in destinations) await destination.DisposeAsync().ConfigureAwait(false);
        }
        return report with { Name = job.Name, Took = time.GetElapsedTime(began) };
    }

    /// <summary>Compares, and repairs where that is asked for.</summary>
    /// <param name="walk">What the destinations have to hold; null where nobody says.</param>
    /// <param name="destinations">Which.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<VerifyReport> CompareAsync(WalkReport? walk, IReadOnlyList<OpenDestination> destinations, IVerifyObserver observer, CancellationToken cancel)
    {
        var verifiers = destinations.Select(one => one.Destination is null ? null : new DestinationVerifier(one, options, time, observer)).ToList();
        var open = verifiers.OfType<DestinationVerifier>().ToList();
        IReadOnlyList<CopyFailure> failures = [];
        var isInterrupted = false;
        try
        {
            observer.Entered(VerifyPhase.Listing);
            await Task.WhenAll(open.Select(one => one.ListAsync(walk?.Blobs, walk?.Failures.Count == 0, cancel))).ConfigureAwait(false);
            if (options.Content)
            {
                observer.Entered(VerifyPhase.Reading);
                foreach (var one in open) await one.ReadAsync(cancel).ConfigureAwait(false); // by themselves: their reads share this machine's line
            }
            if (options.Repair && walk is not null) failures = await RepairAsync(walk.Blobs, open, observer, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            isInterrupted = true;
        }
        return new VerifyReport(options)
        {
            Wanted = walk is null ? null : CopyTotals.Of(walk.Blobs.Select(blob => blob.Size)),
            WalkFailures = walk?.Failures ?? [],
            Destinations = [.. destinations.Zip(verifiers, (one, verifier) => verifier?.Verdict ?? new DestinationVerdict(one.Spec.Url.Text) { Failure = one.Failure })],
            CopyFailures = failures,
            IsInterrupted = isInterrupted,
        };
    }

    private async Task<IReadOnlyList<CopyFailure>> RepairAsync(IReadOnlyList<WantedBlob> wanted, List<DestinationVerifier> verifiers, IVerifyObserver observer, CancellationToken cancel)
    {
        observer.Entered(VerifyPhase.Repairing);
        var good = verifiers.Where(one => one.Verdict.Failure is null).ToList();
        var broken = good.SelectMany(one => one.Broken).ToHashSet();
        var blobs = wanted.Where(blob => broken.Contains(blob.Digest)).ToList();
        var destinations = good.ConvertAll(one => one.Destination with { Wrong = one.Broken.ToHashSet() });
        var copy = blobs.Count == 0 ? null : await new BlobCopier(options.Copy, time).CopyAsync(blobs, destinations, dryRun: false, observer, cancel).ConfigureAwait(false);
        for (var i = 0; i < good.Count; i++) good[i].NoteCopied(copy?.Destinations[i].Copied ?? default); // of all, should it end now
        observer.Entered(VerifyPhase.Rechecking);
        foreach (var one in good) await one.RecheckAsync(wanted, cancel).ConfigureAwait(false);
        return copy?.Failures ?? [];
    }
}
