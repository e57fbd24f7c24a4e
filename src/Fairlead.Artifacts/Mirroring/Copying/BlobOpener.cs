using System.Net;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>Opens a blob at the first of its locations that gives it.</summary>
internal static class BlobOpener
{
    /// <summary>Tries each location once.</summary>
    public static async Task<OpenedBlob> OpenAsync(CopyJob job, CancellationToken cancel)
    {
        for (var left = job.Locations.Count; left > 0; left--)
        {
            var location = job.Locations[0];
            try
            {
                if (job.Blob.Size < 0) job = job with { Blob = job.Blob with { Size = await SizeAsync(job.Blob, location, cancel).ConfigureAwait(false) } };
                var content = await location.Source.OpenAsync(location.Repository, job.Blob.Digest, job.Blob.Size, cancel).ConfigureAwait(false);
                if (content is not null) return new(job, content);
                job = job.WithoutFirst($"{location.Source.Name} has no such blob");
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                job = IsFinal(e) ? job.WithoutFirst(e.Message) : job.FirstLast(e.Message);
            }
        }
        return new(job, null);
    }

    private static async Task<long> SizeAsync(WantedBlob blob, BlobLocation location, CancellationToken cancel) =>
        await location.Source.FindSizeAsync(location.Repository, blob.Digest, cancel).ConfigureAwait(false) switch
        {
            null => throw new StoreException($"{location.Source.Name} has no such blob", isTransient: false),
            < 0 => throw new StoreException($"{location.Source.Name} doesn't say how large it is", isTransient: false),
            { } size => size,
        };

    /// <summary>Whether asking again is in vain. What a client may be refused for a while: 408 and 429 (RFC 9110, 15.5.9; RFC 6585, 4).</summary>
    private static bool IsFinal(Exception e) => e switch
    {
        RegistryException { Status: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => false,
        RegistryException { Status: { } status } => (int)status is >= 400 and < 500,
        StoreException store => !store.IsTransient,
        _ => false,
    };
}
