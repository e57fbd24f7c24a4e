using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Cli;

/// <summary>Tells how far a sync has come, and what failed. Thread-safe.</summary>
internal sealed class SyncProgress : ISyncObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly RateMeter _rate;
    private readonly ProgressLine _line;
    private volatile SyncPhase _phase;
    private long _images;
    private long _blobs;
    private CopyTotals _planned;
    private long _copied;
    private long _bytes;

    /// <param name="name">The job's name; empty: none is told.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="width">Columns of the terminal; null where it is none.</param>
    /// <param name="time">When.</param>
    public SyncProgress(string name, TextWriter output, int? width, TimeProvider time)
    {
        _rate = new RateMeter(time);
        _line = new ProgressLine(SyncText.Prefix(name), output, width, time, () => Counts().ToString());
    }

    /// <summary>Begins to tell on stderr.</summary>
    public static SyncProgress Start(string name, TimeProvider time) => new(name, Console.Error, Terminal.ErrorWidth, time);

    /// <inheritdoc/>
    public void Entered(SyncPhase phase) => _phase = phase;

    /// <inheritdoc/>
    public void LeftAlone(string store, string message) => _line.Failed(message);

    /// <inheritdoc/>
    public void Found(long images, long blobs)
    {
        Interlocked.Exchange(ref _images, images);
        Interlocked.Exchange(ref _blobs, blobs);
    }

    /// <inheritdoc/>
    public void Planned(CopyTotals lacking)
    {
        lock (_lock) _planned = lacking;
    }

    /// <inheritdoc/>
    public void Advanced(Destination destination, int bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <inheritdoc/>
    public void Copied(WantedBlob blob, Destination destination)
    {
        Interlocked.Increment(ref _copied);
        _line.Came(Counts(rate: 0).Share);
    }

    /// <inheritdoc/>
    public void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid) => Interlocked.Add(ref _bytes, -bytesVoid);

    /// <inheritdoc/>
    public void Failed(WalkFailure failure) => _line.Failed(SyncText.Of(failure));

    /// <inheritdoc/>
    public void Failed(CopyFailure failure) => _line.Failed(SyncText.Of(failure));

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    // The line alone is told the rate: it is the one thread that the meter knows.
    private SyncCounts Counts() => Counts(_phase == SyncPhase.Copying ? _rate.Sample(Interlocked.Read(ref _bytes)) : 0);

    private SyncCounts Counts(double rate)
    {
        lock (_lock)
        {
            return new SyncCounts(_phase)
            {
                Images = Interlocked.Read(ref _images),
                Blobs = Interlocked.Read(ref _blobs),
                Planned = _planned,
                Done = new CopyTotals(Interlocked.Read(ref _copied), Interlocked.Read(ref _bytes)),
                Failures = _line.Failures,
                BytesPerSecond = rate,
            };
        }
    }
}
