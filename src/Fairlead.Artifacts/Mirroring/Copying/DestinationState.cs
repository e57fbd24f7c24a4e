using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>What is known of a destination during a run. Thread-safe.</summary>
internal sealed class DestinationState(Destination destination, CopyOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, long> _held = [];
    private readonly HashSet<Digest> _wrong = [];
    private CopyTotals _present;
    private CopyTotals _copied;
    private CopyTotals _lacking;
    private int _failuresInARow;
    private int _stragglers;
    private volatile StoreException? _failure;

    /// <summary>Which it is.</summary>
    public Destination Destination => destination;

    /// <summary>The store's name.</summary>
    public string Name => destination.Store.Name;

    /// <summary>Why it is left alone; null when it isn't.</summary>
    public StoreException? Failure => _failure;

    /// <summary>Whether so many of its puts are behind that others had better not share a read with it.</summary>
    public bool IsBehind => Volatile.Read(ref _stragglers) >= MaxStragglers;

    // Puts that go on while the read that they shared has ended: several for each job, or chance alone would have equals part company.
    private int MaxStragglers => options.Jobs * 4;

    /// <summary>Lists what it holds. A failure is kept, not thrown.</summary>
    public async Task ListAsync(CancellationToken cancel)
    {
        try
        {
            await foreach (var stored in destination.Store.ListAsync(destination.Keys.Prefix, cancel).ConfigureAwait(false))
                if (destination.Keys.TryParse(stored.Key, out var digest)) _held[digest] = stored.Size;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _failure = new StoreException($"{Name}: the run was ended before it was listed", isTransient: true);
        }
        catch (StoreException e)
        {
            _failure = e;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or UnauthorizedAccessException or OperationCanceledException)
        {
            _failure = new StoreException($"{Name}: it can't be listed: {e.Message}", isTransient: false, e);
        }
        if (_failure is not null) _held.Clear(); // half a listing says of no blob that it is lacking
    }

    /// <summary>Whether it lacks a blob, by its listing; called once for each, before anything is copied. A size that isn't known can't be wrong.</summary>
    public bool Lacks(WantedBlob blob)
    {
        if (_failure is not null) return false;
        if (_held.TryGetValue(blob.Digest, out var size))
        {
            if ((blob.Size < 0 || size == blob.Size) && !destination.Wrong.Contains(blob.Digest))
            {
                _present = _present.With(size);
                return false;
            }
            _held.Remove(blob.Digest);
            _wrong.Add(blob.Digest);
        }
        _lacking = _lacking.With(blob.Size);
        return true;
    }

    /// <summary>Whether something wrong lies in its place, to be overwritten.</summary>
    public bool HasWrong(Digest digest)
    {
        lock (_lock) return _wrong.Contains(digest);
    }

    /// <summary>What was found in its place is wrong.</summary>
    public void FoundWrong(Digest digest)
    {
        lock (_lock) _wrong.Add(digest);
    }

    /// <summary>A blob is there now.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="size">Its size.</param>
    /// <param name="byUs">Whether we put it; else somebody else did.</param>
    public void Hold(Digest digest, long size, bool byUs)
    {
        lock (_lock)
        {
            _held[digest] = size;
            _failuresInARow = 0;
            if (byUs) _copied = _copied.With(size);
            else _present = _present.With(size);
        }
    }

    /// <summary>A blob has failed here for good; after too many without a success between them the destination is given up.</summary>
    public void CountFailure(string reason)
    {
        lock (_lock)
        {
            if (++_failuresInARow < options.MaxFailuresInARow) return;
            _failure ??= new StoreException($"{Name}: given up after {_failuresInARow} blobs in a row, the last with: {reason}", isTransient: false);
        }
    }

    /// <summary>Has a put go on behind the others, if it is not one too many.</summary>
    public bool TryStraggle()
    {
        if (Interlocked.Increment(ref _stragglers) <= MaxStragglers) return true;
        Interlocked.Decrement(ref _stragglers);
        return false;
    }

    /// <summary>Such a put has ended.</summary>
    public void EndStraggling() => Interlocked.Decrement(ref _stragglers);

    /// <summary>What became of it.</summary>
    public DestinationReport Report()
    {
        // A put that was cancelled and ignores it may still be about: what is handed out doesn't change.
        lock (_lock) return new DestinationReport(destination, _held, _present, _copied, _failure) { Lacking = _lacking };
    }
}
