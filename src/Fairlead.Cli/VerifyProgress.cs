using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Cli;

/// <summary>
/// Tells how far a verification has come: on a terminal in one line that is drawn again and again and gone at the end, elsewhere in a line
/// every half minute. What is wrong is told in the end, with the rest. Thread-safe.
/// </summary>
internal sealed class VerifyProgress : IVerifyObserver, IDisposable
{
    private const string ClearLine = "\r\e[2K";
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_line = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly RateMeter _rate;
    private readonly string _prefix;
    private readonly int? _width;
    private readonly ITimer _timer;
    private volatile VerifyPhase _phase;
    private CopyTotals _planned; // to be read or, when it comes to that, to be copied
    private long _images;
    private long _found;
    private long _done;
    private long _bytes;
    private bool _isOver;

    /// <param name="name">The job's name; empty: none is told.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="width">Columns of the terminal; null where it is none.</param>
    /// <param name="time">When.</param>
    public VerifyProgress(string name, TextWriter output, int? width, TimeProvider time)
    {
        (_prefix, _output, _width, _rate) = (SyncText.Prefix(name), output, width, new RateMeter(time));
        var period = width is null ? s_line : s_redraw;
        _timer = time.CreateTimer(_ => Tell(), null, period, period);
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
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isOver = true;
            if (_width is not null) _output.Write(ClearLine);
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_isOver) return; // a last call that was on its way
            var line = _prefix + Line();
            if (_width is not { } width) _output.WriteLine(line);
            else _output.Write(ClearLine + (line.Length < width ? line : line[..Math.Max(0, width - 1)])); // a line that wraps can't be taken back
        }
    }

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
        var bytes = Interlocked.Read(ref _bytes);
        var rate = _rate.Sample(bytes);
        var left = rate < 1 ? "" : $", {ByteText.Of(rate)}/s, {ByteText.Left(TimeSpan.FromSeconds(Math.Clamp((_planned.Bytes - bytes) / rate, 0, TimeSpan.SecondsPerDay * 99d)))} left";
        return $"{ByteText.Count(Interlocked.Read(ref _done))} of {ByteText.Count(_planned.Blobs)} blobs, {ByteText.Of(bytes)} of {ByteText.Of(_planned.Bytes)}{left}";
    }
}
