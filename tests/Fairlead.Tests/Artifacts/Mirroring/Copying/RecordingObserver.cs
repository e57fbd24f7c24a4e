using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingObserver : ICopyObserver
{
    private long _bytes;

    public CopyTotals Lacking { get; private set; }

    /// <summary>Bytes that destinations took, less those that were void.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public ConcurrentQueue<(WantedBlob Blob, Destination Destination)> InPlace { get; } = new();

    public ConcurrentQueue<string> Retries { get; } = new();

    public ConcurrentQueue<CopyFailure> Failures { get; } = new();

    public Action OnCopied { get; set; } = () => { };

    public void Planned(CopyTotals lacking) => Lacking = lacking;

    public void Advanced(Destination destination, int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Copied(WantedBlob blob, Destination destination)
    {
        InPlace.Enqueue((blob, destination));
        OnCopied();
    }

    public void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid)
    {
        Interlocked.Add(ref _bytes, -bytesVoid);
        Retries.Enqueue(reason);
    }

    public void Failed(CopyFailure failure) => Failures.Enqueue(failure);
}
