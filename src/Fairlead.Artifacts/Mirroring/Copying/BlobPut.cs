using System.Globalization;
using Fairlead.Artifacts.Mirroring.Copying.Reading;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>Puts blobs into destinations; every failure is an answer.</summary>
internal sealed class BlobPut(CopyOptions options, ICopyObserver observer)
{
    /// <summary>One put.</summary>
    public async Task<PutEnd> PutAsync(WantedBlob blob, DestinationState to, IChunkSupply supply, CancellationToken cancel)
    {
        var destination = to.Destination;
        await using var content = new BlobStream(supply, blob.Size, bytes => observer.Advanced(destination, bytes));
        try
        {
            var key = destination.Keys.KeyOf(blob.Digest);
            var put = new PutOptions(blob.Size, blob.Digest, options.ContentType, options.CacheControl) { OnlyIfAbsent = !to.HasWrong(blob.Digest) };
            var outcome = await destination.Store.PutAsync(key, content, put, cancel).ConfigureAwait(false);
            if (outcome == PutOutcome.ConditionFailed) return await LookAsync(blob, to, key, content.Taken, cancel).ConfigureAwait(false);
            // The last piece is given out when the whole has proven right: who hasn't taken it can't have put the blob.
            return content.Taken == blob.Size
                ? new(null, content.Taken)
                : new(supply.Failure ?? new StoreException($"{to.Name}: the put of {key} ended before all of it was taken", isTransient: false), content.Taken);
        }
        catch (Exception e)
        {
            // Stores and their clients may wrap what the content throws; the supply knows better.
            return new(supply.Failure ?? e, content.Taken);
        }
    }

    /// <summary>Somebody else, as another sync at the same time, had put an object of this name: right unless its size is wrong.</summary>
    private static async Task<PutEnd> LookAsync(WantedBlob blob, DestinationState to, string key, long taken, CancellationToken cancel)
    {
        var found = await to.Destination.Store.FindAsync(key, cancel).ConfigureAwait(false);
        if (found?.Size == blob.Size) return new(null, taken, ByUs: false);
        if (found is not null) to.FoundWrong(blob.Digest);
        var what = found is null ? "one was there, and is gone" : string.Create(CultureInfo.InvariantCulture, $"somebody else put one of {found.Size} bytes there");
        return new(new StoreException($"{to.Name}: {key}: {what}", isTransient: true), taken);
    }
}
