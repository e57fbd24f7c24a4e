using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>Counts what a run reads and what fails in it. Thread-safe.</summary>
internal sealed class CopyTally(ICopyObserver observer)
{
    private readonly Lock _lock = new();
    private readonly List<CopyFailure> _failures = [];
    private CopyTotals _read;
    private long _secondReads;

    /// <summary>Blobs and bytes that were read.</summary>
    public CopyTotals Read
    {
        get
        {
            lock (_lock) return _read;
        }
    }

    /// <summary>Reads for those who had fallen behind.</summary>
    public long SecondReads => Interlocked.Read(ref _secondReads);

    /// <summary>Everything that failed for good until now.</summary>
    public IReadOnlyList<CopyFailure> Failures
    {
        get
        {
            lock (_lock) return [.. _failures];
        }
    }

    /// <summary>One read has ended, however.</summary>
    public void CountRead(long bytes, bool isSecond)
    {
        lock (_lock) _read = _read.With(bytes);
        if (isSecond) Interlocked.Increment(ref _secondReads);
    }

    /// <summary>A destination lacks a blob for good.</summary>
    public void Fail(WantedBlob blob, DestinationState destination, string message, bool isOfSource = false)
    {
        var repository = blob.Locations.Count > 0 ? blob.Locations[0].Repository : "";
        var failure = new CopyFailure(blob.Digest, repository, destination.Name, message) { IsOfSource = isOfSource };
        lock (_lock) _failures.Add(failure);
        observer.Failed(failure);
    }
}
