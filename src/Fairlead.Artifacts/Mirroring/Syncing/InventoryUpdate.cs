using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>
/// Puts a new inventory in the place of a destination's old one, while other runs may do the same: an inventory is written only over the one
/// that was there before the listing that it is made of was begun. So the last one written knows what all of them put.
/// </summary>
internal sealed class InventoryUpdate(Destination destination, string key, TimeProvider time)
{
    private const int MaxAttempts = 8;

    /// <summary>How often the store may fail in passing.</summary>
    private const int MaxFailures = 4;

    /// <summary>Above what <see cref="InventoryLimits"/> come to for the largest mirrors that are known, and what a run can afford to read.</summary>
    private const long MaxOldBytes = 1L << 30;

    /// <summary>Within what redirectors take for a difference of clocks: one of a later time is refused.</summary>
    private static readonly TimeSpan s_maxAhead = TimeSpan.FromMinutes(2);

    // It changes under its key: who caches it is to ask whether it has.
    private const string CacheControl = "no-cache";

    private StoredObject? _before;
    private bool _isRead; // of _before; else it could not be, and has to be
    private Inventory? _old;
    private string? _warning;
    private string? _failure;

    /// <summary>Takes note of the inventory that is there; before the destination is listed.</summary>
    public async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            _failure = null;
            var before = _before;
            _before = await destination.Store.FindAsync(key, cancel).ConfigureAwait(false);
            if (_isRead && _before is not null && _before == before) return; // what is known of it holds still
            (_isRead, _old, _warning) = (false, null, null);
            if (_before is null) return;
            // Should it be replaced between these two, it is no more the one that may be written over.
            var content = await destination.Store.OpenAsync(key, cancel).ConfigureAwait(false);
            if (content is null) return;
            await using (content.ConfigureAwait(false)) _old = await InventoryFile.ReadAsync(content, MaxOldBytes, cancel).ConfigureAwait(false);
            _isRead = true;
        }
        catch (InventoryFormatException failure)
        {
            _isRead = true;
            _warning = $"the old inventory {key} could not be read, and is replaced: {failure.Message}";
        }
        catch (IOException failure)
        {
            _failure = failure.Message;
        }
    }

    /// <summary>Writes what the destination holds now, after <see cref="ReadAsync"/>.</summary>
    /// <param name="report">What the copy left there. Where it put something, the destination is listed again.</param>
    /// <param name="walked">Blobs whose repositories are known.</param>
    /// <param name="cancel">Ends it; the old one stays.</param>
    public async Task<InventoryOutcome> WriteAsync(DestinationReport report, IReadOnlyList<WantedBlob> walked, CancellationToken cancel)
    {
        if (report.Failure is not null) return new InventoryOutcome(key, InventoryState.LeftAlone);
        try
        {
            var listing = report.Held;
            if (report.Copied.Blobs > 0)
            {
                await ReadAsync(cancel).ConfigureAwait(false);
                listing = null;
            }
            var replaced = 0; // how often another run wrote it meanwhile
            var failures = 0;
            for (var attempt = 0; attempt < MaxAttempts && _failure is null; attempt++)
            {
                listing ??= await ListAsync(cancel).ConfigureAwait(false);
                var inventory = InventoryOf(listing, walked);
                try
                {
                    if (await TryPutAsync(inventory, cancel).ConfigureAwait(false)) return new InventoryOutcome(key, InventoryState.Written, inventory.Count, _warning);
                }
                catch (StoreException failure) when (failure.IsTransient && ++failures < MaxFailures)
                {
                    // At once the first time: it may only have learned how this server wants to be asked.
                    if (failures > 1) await Task.Delay(Backoff.After(failures - 1), time, cancel).ConfigureAwait(false);
                }
                var before = _before;
                await ReadAsync(cancel).ConfigureAwait(false);
                if (_before == before) continue; // nobody wrote: what was listed after it still holds
                replaced++;
                listing = null;
            }
            if (_failure is not null) return Failed(_failure);
            // The first of the others may have listed before our last blob was put. The second one began after the first was done, and so after that.
            return replaced > 1 ? new InventoryOutcome(key, InventoryState.WrittenByOthers) : Failed($"the store refuses to replace {key}, which nobody else does: remove it");
        }
        catch (IOException failure)
        {
            return Failed(failure.Message);
        }
        catch (InvalidOperationException failure) // more than an inventory can hold
        {
            return Failed(failure.Message);
        }
    }

    private InventoryOutcome Failed(string message) => new(key, InventoryState.Failed, 0, _warning, message);

    private async Task<IReadOnlyDictionary<Digest, long>> ListAsync(CancellationToken cancel)
    {
        var held = new Dictionary<Digest, long>();
        await foreach (var one in destination.Store.ListAsync(destination.Keys.Prefix, cancel).ConfigureAwait(false))
            if (destination.Keys.TryParse(one.Key, out var digest) && !destination.Wrong.Contains(digest)) held[digest] = one.Size;
        return held;
    }

    private Inventory InventoryOf(IReadOnlyDictionary<Digest, long> listed, IReadOnlyList<WantedBlob> walked)
    {
        var held = listed.Where(one => one.Value <= InventoryLimits.Size).ToDictionary(); // no blob has more, whatever a store says
        foreach (var blob in walked)
            if (blob.Size >= 0 && held.TryGetValue(blob.Digest, out var size) && size != blob.Size) held.Remove(blob.Digest); // what lies there is something else

        var builder = new InventoryBuilder();
        foreach (var (digest, size) in held) builder.Add(digest, size, []);
        foreach (var blob in walked)
        {
            if (held.TryGetValue(blob.Digest, out var size))
                builder.Add(blob.Digest, size, blob.Locations.Select(location => location.Repository).Where(name => RepositoryName.IsValid(name)));
        }
        foreach (var entry in _old?.Entries ?? [])
            if (held.TryGetValue(entry.Digest, out var size)) builder.Add(entry.Digest, size, entry.Repositories);
        return builder.Build(WrittenNow());
    }

    /// <summary>Later than the one that is replaced, whichever machine's clock is behind: a redirector takes none that is older than what it has.</summary>
    private DateTimeOffset WrittenNow()
    {
        var now = time.GetUtcNow();
        if (_old is not { } old || old.Written < now.AddSeconds(-1)) return now;
        return old.Written < now + s_maxAhead ? old.Written.AddSeconds(1) : now + s_maxAhead;
    }

    private async Task<bool> TryPutAsync(Inventory inventory, CancellationToken cancel)
    {
        // A folder knows no ETags; a moment is left in which another run's could be lost, which its next run mends.
        if (_before is { ETag: null } && await destination.Store.FindAsync(key, cancel).ConfigureAwait(false) != _before) return false;
        var content = new MemoryStream();
        InventoryFile.Write(inventory, content);
        var digest = Digest.Of(content.GetBuffer().AsSpan(0, (int)content.Length));
        content.Position = 0;
        var options = new PutOptions(content.Length, digest, InventoryFile.MediaType, CacheControl) { OnlyIfAbsent = _before is null, OnlyIfETag = _before?.ETag };
        return await destination.Store.PutAsync(key, content, options, cancel).ConfigureAwait(false) == PutOutcome.Written;
    }
}
