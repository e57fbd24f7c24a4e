using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>
/// From sources to filled destinations: walk, list, copy what lacks, and write down what each destination holds now. What fails is in the
/// report, and the rest goes on. Any number of runs, also of other machines, may fill the same destination at once.
/// </summary>
public sealed class SyncRun(RegistryClients registries, SyncOptions options, TimeProvider time)
{
    /// <summary>Runs a job. Ended by <paramref name="cancel"/>, it tells what was done until then, and has written no inventory.</summary>
    public async Task<SyncReport> RunAsync(SyncJob job, ISyncObserver observer, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var report = new SyncReport { Name = job.Name, Started = time.GetUtcNow(), Took = default, Shard = options.Shard, IsDryRun = options.DryRun };
        var tally = new SyncTally(observer);
        var destinations = job.Destinations.Select(spec => OpenDestination.Open(spec, time)).ToList();
        try
        {
            destinations = await ReachAsync(destinations, tally, cancel).ConfigureAwait(false);
            if (!options.DryRun && destinations.TrueForAll(one => one.Destination is null)) // what would be read could go nowhere
                return report with { IsWalked = false, Destinations = destinations.ConvertAll(one => Uncounted(one, default)), Took = time.GetElapsedTime(began) };

            tally.Entered(SyncPhase.Walking);
            var sources = await OpenSources.OpenAsync(job.Sources, time, cancel).ConfigureAwait(false);
            await using var closing = sources.ConfigureAwait(false);
            foreach (var failure in sources.Failures) tally.Failed(failure);
            var walk = await new SourceWalker(registries).WalkAsync(sources.Specs, tally, cancel).ConfigureAwait(false);
            IReadOnlyList<WantedBlob> wanted = options.Shard is { } shard ? [.. walk.Blobs.Where(blob => shard.Holds(blob.Digest))] : walk.Blobs;
            report = Walked(report, sources, walk, wanted);

            tally.Entered(SyncPhase.Listing);
            var open = destinations.Where(one => one.Destination is not null).ToList();
            var inventories = open.ConvertAll(one => new InventoryUpdate(one.Destination!, one.Spec.InventoryKey, time));
            // Before the listing: an inventory that another run writes from now on may know more than that listing.
            if (!options.DryRun)
                await Task.WhenAll([.. inventories.Select(inventory => inventory.ReadAsync(cancel)), .. open.Select(one => one.RemoveLeftoversAsync(cancel))]).ConfigureAwait(false);
            var copy = await new BlobCopier(options.Copy, time).CopyAsync(wanted, open.ConvertAll(one => one.Destination!), options.DryRun, tally, cancel).ConfigureAwait(false);
            report = report with { Read = copy.Read, SecondReads = copy.SecondReads, CopyFailures = copy.Failures, Destinations = Outcomes(destinations, copy, []) };
            if (options.DryRun) return report with { Took = time.GetElapsedTime(began) };

            cancel.ThrowIfCancellationRequested();
            tally.Entered(SyncPhase.WritingInventories);
            var written = await Task.WhenAll(inventories.Zip(copy.Destinations, (inventory, one) => inventory.WriteAsync(one, walk.Blobs, cancel))).ConfigureAwait(false);
            report = report with { Destinations = Outcomes(destinations, copy, written) };
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            report = Interrupted(report, destinations, tally);
        }
        finally
        {
            foreach (var destination in destinations) await destination.DisposeAsync().ConfigureAwait(false);
        }
        return report with { Took = time.GetElapsedTime(began) };
    }

    private static async Task<List<OpenDestination>> ReachAsync(List<OpenDestination> destinations, ISyncObserver observer, CancellationToken cancel)
    {
        var reached = await Task.WhenAll(destinations.Select(one => one.ReachAsync(cancel))).ConfigureAwait(false);
        foreach (var one in reached)
            if (one.Failure is { } failure) observer.LeftAlone(one.Spec.Url.Text, failure);
        return [.. reached];
    }

    private static SyncReport Walked(SyncReport report, OpenSources sources, WalkReport walk, IReadOnlyList<WantedBlob> wanted) => report with
    {
        Images = walk.Images,
        Wanted = CopyTotals.Of(wanted.Select(blob => blob.Size)),
        LeftOut = walk.LeftOut,
        NotInSource = NotInSource(sources, walk),
        OfOtherRegistries = sources.OfOtherRegistries,
        WalkFailures = [.. sources.Failures, .. walk.Failures],
    };

    /// <summary>What a redirector misses and no registry has; what could not be asked for is a failure, and not among it.</summary>
    private static long NotInSource(OpenSources sources, WalkReport walk) => sources.Missing.Count == 0
        ? 0
        : Math.Max(0, sources.Missing.Count - walk.Blobs.Count(blob => sources.Missing.Contains(blob.Digest)) - walk.Failures.Count);

    private List<DestinationOutcome> Outcomes(List<OpenDestination> destinations, CopyReport copy, InventoryOutcome[] inventories)
    {
        var at = 0;
        return destinations.ConvertAll(destination =>
        {
            var inventory = new InventoryOutcome(destination.Spec.InventoryKey, InventoryState.LeftAlone);
            if (destination.Destination is null) return new DestinationOutcome(destination.Spec.Url.Text, default, default, copy.Wanted, inventory, destination.Failure) { IsCounted = false };
            if (at < inventories.Length) inventory = inventories[at];
            var one = copy.Destinations[at++];
            var lacking = options.DryRun && one.Failure is null ? one.Lacking : new CopyTotals(
                copy.Wanted.Blobs - one.Present.Blobs - one.Copied.Blobs,
                Math.Max(0, copy.Wanted.Bytes - one.Present.Bytes - one.Copied.Bytes)); // a size that no manifest says is in the latter alone
            return new DestinationOutcome(destination.Spec.Url.Text, one.Present, one.Copied, lacking, inventory, one.Failure?.Message) { Warning = destination.Warning };
        });
    }

    private static SyncReport Interrupted(SyncReport report, List<OpenDestination> destinations, SyncTally tally)
    {
        report = report with { IsInterrupted = true };
        if (report.Destinations.Count > 0) return report; // what was copied is known
        return report with
        {
            Images = Math.Max(report.Images, tally.Images),
            WalkFailures = tally.WalkFailures,
            CopyFailures = tally.CopyFailures,
            Destinations = destinations.ConvertAll(one => Uncounted(one, one.Destination is { } open ? tally.CopiedTo(open) : default)),
        };
    }

    private static DestinationOutcome Uncounted(OpenDestination one, CopyTotals copied) =>
        new(one.Spec.Url.Text, default, copied, default, new InventoryOutcome(one.Spec.InventoryKey, InventoryState.LeftAlone), one.Failure) { IsCounted = false };
}
