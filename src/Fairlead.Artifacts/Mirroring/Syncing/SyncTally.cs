using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>Counts what is done while it is done, for a run that is ended before there is a report. Thread-safe.</summary>
internal sealed class SyncTally(ISyncObserver observer) : ISyncObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Destination, CopyTotals> _copied = [];
    private readonly List<WalkFailure> _walkFailures = [];
    private readonly List<CopyFailure> _copyFailures = [];
    private long _images;

    /// <summary>Manifests that were walked.</summary>
    public long Images => Interlocked.Read(ref _images);

    /// <summary>What of the sources could not be walked until now.</summary>
    public IReadOnlyList<WalkFailure> WalkFailures
    {
        get
        {
            lock (_lock) return [.. _walkFailures];
        }
    }

    /// <summary>What could not be copied until now.</summary>
    public IReadOnlyList<CopyFailure> CopyFailures
    {
        get
        {
            lock (_lock) return [.. _copyFailures];
        }
    }

    /// <summary>What was put into a destination until now.</summary>
    public CopyTotals CopiedTo(Destination destination)
    {
        lock (_lock) return _copied.GetValueOrDefault(destination);
    }

    /// <inheritdoc/>
    public void Entered(SyncPhase phase) => observer.Entered(phase);

    /// <inheritdoc/>
    public void LeftAlone(string store, string message) => observer.LeftAlone(store, message);

    /// <inheritdoc/>
    public void Found(long images, long blobs)
    {
        Interlocked.Exchange(ref _images, images);
        observer.Found(images, blobs);
    }

    /// <inheritdoc/>
    public void Failed(WalkFailure failure)
    {
        lock (_lock) _walkFailures.Add(failure);
        observer.Failed(failure);
    }

    /// <inheritdoc/>
    public void Planned(CopyTotals lacking)
    {
        observer.Planned(lacking);
        observer.Entered(SyncPhase.Copying);
    }

    /// <inheritdoc/>
    public void Advanced(Destination destination, int bytes) => observer.Advanced(destination, bytes);

    /// <inheritdoc/>
    public void Copied(WantedBlob blob, Destination destination)
    {
        lock (_lock)
        {
            _copied[destination] = _copied.GetValueOrDefault(destination).With(blob.Size);
        }
        observer.Copied(blob, destination);
    }

    /// <inheritdoc/>
    public void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid) => observer.Retried(blob, destination, reason, bytesVoid);

    /// <inheritdoc/>
    public void Failed(CopyFailure failure)
    {
        lock (_lock) _copyFailures.Add(failure);
        observer.Failed(failure);
    }
}
