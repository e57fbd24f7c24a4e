using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Cli;

/// <summary>Tells how far a verification has come. What is wrong is told in the end, with the rest. Thread-safe.</summary>
internal sealed class VerifyProgress : IVerifyObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly RateMeter _rate;
    private readonly ProgressLine _line;
    private volatile VerifyPhase _phase;
    private CopyTotals _planned; // to be read or, when it comes to that, to be copied
    private long _images;
    private long _found;
    private long _done;
    private long _bytes;

    /// <param name="name">The job's name; empty: none is told.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="width">Columns of the terminal; null where it is none.</param>
    /// <param name="time">When.</param>
    public VerifyProgress(string name, TextWriter output, int? width, TimeProvider time)
    {
        _rate = new RateMeter(time);
        _line = new ProgressLine(SyncText.Prefix(name), output, width, time, Line);
    }

    /// <summary>Begins to tell on stderr.</summary>
    public static VerifyProgress Start(string name, TimeProvider time) => new(name, Console.Error, Terminal.ErrorWidth, time);

    /// <inheritdoc/>
    public void Entered(VerifyPhase phase)
    {
        lock (_lock)
        {
            (_phase, _planned) = (phase, default);
            Interlocked.Exchange(ref _done, 0);
            Interlocked.Exchange(ref _bytes, 0);
        }
    }

    /// <inheritdoc/>
    public void Found(long images, long blobs)
    {
        Interlocked.Exchange(ref _images, images);
        Interlocked.Exchange(ref _found, blobs);
    }

    /// <inheritdoc/>
    public void ToRead(CopyTotals objects)
    {
        lock (_lock) _planned = new CopyTotals(_planned.Blobs + objects.Blobs, _planned.Bytes + objects.Bytes);
    }

    /// <inheritdoc/>
    public void Read(int bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <inheritdoc/>
    public void Checked() => Interlocked.Increment(ref _done);

    /// <inheritdoc/>
    public void Planned(CopyTotals lacking) => ToRead(lacking);

    /// <inheritdoc/>
    public void Advanced(Destination destination, int bytes) => Read(bytes);

    /// <inheritdoc/>
    public void Copied(WantedBlob blob, Destination destination) => Checked();

    /// <inheritdoc/>
    public void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid) => Interlocked.Add(ref _bytes, -bytesVoid);

    /// <inheritdoc/>
    public void Failed(WalkFailure failure)
    {
    }

    /// <inheritdoc/>
    public void Failed(CopyFailure failure)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private string Line() => _phase switch
    {
        VerifyPhase.Walking => $"reading the sources: {ByteText.Count(Interlocked.Read(ref _images))} images, {ByteText.Count(Interlocked.Read(ref _found))} blobs",
        VerifyPhase.Listing => "listing the stores",
        VerifyPhase.Reading => "reading: " + Way(),
        VerifyPhase.Repairing => "copying again: " + Way(),
        _ => "looking once more",
    };

    private string Way()
    {
        CopyTotals planned;
        lock (_lock) planned = _planned;
        var bytes = Interlocked.Read(ref _bytes);
        var rate = _rate.Sample(bytes);
        var left = rate < 1 ? "" : $", {ByteText.Of(rate)}/s, {ByteText.Left(TimeSpan.FromSeconds(Math.Clamp((planned.Bytes - bytes) / rate, 0, TimeSpan.SecondsPerDay * 99d)))} left";
        return $"{ByteText.Count(Interlocked.Read(ref _done))} of {ByteText.Count(planned.Blobs)} blobs, {ByteText.Of(bytes)} of {ByteText.Of(planned.Bytes)}{left}";
    }
}
