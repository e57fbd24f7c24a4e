using Fairlead.Artifacts.Mirroring.Copying.Reading;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>Draws the conclusions of what came of a read: what is there, what is tried again, and what has failed.</summary>
internal sealed class CopySettler(
    CopyOptions options, TimeProvider time, CopyQueue queue, CopyTally tally, ICopyObserver observer, CancellationToken cancel)
{
    /// <summary>A put has ended, and not for its source.</summary>
    public void Settle(CopyJob job, DestinationState destination, PutEnd end)
    {
        switch (end.Failure)
        {
            case null:
                destination.Hold(job.Blob.Digest, job.Blob.Size, end.ByUs);
                observer.Copied(job.Blob, destination.Destination);
                break;
            case LetGoException e:
                observer.Retried(job.Blob, destination.Destination, e.Message, end.Taken);
                ReadLater(job, destination);
                break;
            case { } when cancel.IsCancellationRequested:
                break;
            case { } e when IsTransient(e) && job.Attempt < options.MaxAttempts && destination.Failure is null:
                observer.Retried(job.Blob, destination.Destination, e.Message, end.Taken);
                Again(job with { Destinations = [destination] });
                break;
            case { } e:
                tally.Fail(job.Blob, destination, e.Message);
                destination.CountFailure(e.Message);
                break;
        }
    }

    /// <summary>A destination gets a read of its own, when the first reads are done.</summary>
    public void ReadLater(CopyJob job, DestinationState destination) =>
        queue.AddLater(job with { Destinations = [destination], IsSecondRead = true });

    /// <summary>The source of a read has failed: all who were to get it by this read are in the same boat.</summary>
    /// <param name="job">With the trouble, and the location that made it out of the way.</param>
    /// <param name="destinations">Who, and what each had taken.</param>
    public void SettleSource(CopyJob job, IReadOnlyList<(DestinationState Destination, long Taken)> destinations)
    {
        if (cancel.IsCancellationRequested || destinations.Count == 0) return;
        if (job.Locations.Count == 0 || job.Attempt >= options.MaxAttempts)
        {
            foreach (var (destination, _) in destinations) tally.Fail(job.Blob, destination, job.Trouble, isOfSource: true);
            return;
        }
        foreach (var (destination, taken) in destinations) observer.Retried(job.Blob, destination.Destination, job.Trouble, taken);
        Again(job with { Destinations = [.. destinations.Select(one => one.Destination)] });
    }

    private void Again(CopyJob job) =>
        _ = queue.AddAfterAsync(job with { Attempt = job.Attempt + 1 }, Backoff.After(job.Attempt), time, cancel);

    /// <summary>A store says so itself; what comes past it is the network's, or a mistake that stays one.</summary>
    private static bool IsTransient(Exception e) => e switch
    {
        StoreException store => store.IsTransient,
        HttpRequestException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };
}
