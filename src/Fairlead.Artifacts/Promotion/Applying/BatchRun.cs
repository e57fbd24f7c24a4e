using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// Takes some digests of an image to several destinations together, so that each blob is read once for all of them. Who keeps the others waiting is left to go on alone.
/// </summary>
/// <param name="copy">How blobs are copied.</param>
/// <param name="observer">Who watches.</param>
/// <param name="time">The run's clock.</param>
/// <param name="cancel">Ends it.</param>
internal sealed class BatchRun(CopyOptions copy, IPromotionObserver observer, TimeProvider time, CancellationToken cancel)
{
    /// <summary>Does it. Failures are settled; when it is cancelled it ends early, and doesn't throw.</summary>
    public Task RunAsync(SourceImage image, IReadOnlyList<Course> courses) => QuietlyAsync(async () =>
    {
        var prepared = courses.Select(course => course.PrepareAsync(cancel)).ToList();
        var late = await Patience.WaitAsync(prepared, place => courses[place].IsSound, _ => true, time).ConfigureAwait(false);
        foreach (var place in late)
            courses[place].Repository.Target.GoAlone(QuietlyAsync(() => AfterAsync(prepared[place], image, courses[place])));
        var together = courses.Where((_, place) => !late.Contains(place)).ToList();
        // One that is left by itself shares nothing any more, and whoever hands out the work would wait for it alone.
        if (late.Count > 0 && together is [var last]) last.Repository.Target.GoAlone(QuietlyAsync(() => FillAsync(image, together)));
        else await FillAsync(image, together).ConfigureAwait(false);
    });

    private async Task AfterAsync(Task prepared, SourceImage image, Course course)
    {
        await prepared.ConfigureAwait(false);
        await FillAsync(image, [course]).ConfigureAwait(false);
    }

    private async Task FillAsync(SourceImage image, IReadOnlyList<Course> courses)
    {
        var arrivals = new BlobArrivals(observer);
        foreach (var course in courses) arrivals.Expect(course.Repository, course.Lacking.Keys);
        var copying = CopyAsync(image, courses, arrivals);
        var finished = courses.Select(course => course.FinishAsync(arrivals, cancel)).ToList();
        IReadOnlyList<int> late = [];
        try
        {
            var most = courses.Select(course => course.LackingBytes).DefaultIfEmpty().Max();
            late = await Patience.WaitAsync(finished, place => courses[place].IsSound, place => courses[place].LackingBytes >= most / 2, time).ConfigureAwait(false);
            foreach (var place in late) courses[place].Repository.Target.GoAlone(QuietlyAsync(() => Task.WhenAll(copying, finished[place])));
        }
        finally
        {
            // Uploads that are under way are given up before it is said that the run has ended.
            if (late.Count == 0) await copying.ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(SourceImage image, IReadOnlyList<Course> courses, BlobArrivals arrivals)
    {
        try
        {
            var wanted = new Dictionary<Digest, long>();
            foreach (var (digest, size) in courses.SelectMany(course => course.Lacking))
                wanted[digest] = wanted.TryGetValue(digest, out var known) && known != size ? -1 : size;
            if (wanted.Count == 0) return;
            var blobs = wanted.Select(blob => new WantedBlob(blob.Key, blob.Value, [image.Location])).ToList();
            var destinations = courses.Where(course => course.Lacking.Count > 0).Select(course => DestinationOf(course, wanted)).ToList();
            await new BlobCopier(copy, time).CopyAsync(blobs, destinations, dryRun: false, arrivals, cancel).ConfigureAwait(false);
        }
        finally
        {
            arrivals.End(cancel.IsCancellationRequested ? new OperationCanceledException(cancel) : new IOException("it was not copied"));
        }
    }

    private static Destination DestinationOf(Course course, Dictionary<Digest, long> wanted)
    {
        course.Repository.Store.Settled = wanted.Where(blob => !course.Lacking.ContainsKey(blob.Key)).ToDictionary();
        return new Destination(course.Repository.Store, RepositoryStore.Keys);
    }

    private async Task QuietlyAsync(Func<Task> body)
    {
        try
        {
            await body().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // What is not settled by then is left.
        }
    }
}
