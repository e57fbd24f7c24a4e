using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Cli;

/// <summary>
/// Tells how far a sync has come: on a terminal in one line that is drawn again and again and gone at the end, elsewhere in a line every
/// half minute or tenth of the way; and what failed, in a line each when it does. Thread-safe.
/// </summary>
internal sealed class SyncProgress : ISyncObserver, IDisposable
{
    private const string ClearLine = "\r\e[2K";
    private const int MaxFailureLines = 100; // the rest is counted: a registry that is down fails for every blob
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_line = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_leastBetweenLines = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly RateMeter _rate;
    private readonly string _prefix;
    private readonly int? _width;
    private readonly ITimer _timer;
    private volatile SyncPhase _phase;
    private long _images;
    private long _blobs;
    private CopyTotals _planned;
    private long _copied;
    private long _bytes;
    private long _failures;
    private long _lastLine;
    private int _tenths;
    private bool _isDone;

    /// <param name="name">The job's name; empty: none is told.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="width">Columns of the terminal; null where it is none.</param>
    /// <param name="time">When.</param>
    public SyncProgress(string name, TextWriter output, int? width, TimeProvider time)
    {
        (_prefix, _output, _width, _time, _rate, _lastLine) = (SyncText.Prefix(name), output, width, time, new RateMeter(time), time.GetTimestamp());
        var period = width is null ? s_line : s_redraw;
        _timer = time.CreateTimer(_ => Tell(), null, period, period);
    }

    /// <summary>Begins to tell on stderr.</summary>
    public static SyncProgress Start(string name, TimeProvider time) => new(name, Console.Error, Terminal.ErrorWidth, time);

    /// <inheritdoc/>
    public void Entered(SyncPhase phase) => _phase = phase;

    /// <inheritdoc/>
    public void LeftAlone(string store, string message) => Failed(TerminalText.Of(message));

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
        if (_width is not null) return;
        lock (_lock)
        {
            var tenths = (int)(Counts().Share * 10);
            // A small sync is over before anybody could read ten lines.
            if (tenths <= _tenths || _time.GetElapsedTime(_lastLine) < s_leastBetweenLines) return;
            _tenths = tenths;
            WriteLine(Counts());
        }
    }

    /// <inheritdoc/>
    public void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid) => Interlocked.Add(ref _bytes, -bytesVoid);

    /// <inheritdoc/>
    public void Failed(WalkFailure failure) => Failed(SyncText.Of(failure));

    /// <inheritdoc/>
    public void Failed(CopyFailure failure) => Failed(SyncText.Of(failure));

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isDone = true;
            if (_width is not null) _output.Write(ClearLine);
        }
    }

    private void Failed(string text)
    {
        if (Interlocked.Increment(ref _failures) > MaxFailureLines) return;
        lock (_lock) _output.WriteLine($"{(_width is null ? "" : ClearLine)}{_prefix}failed: {text}");
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_isDone) return; // a last call that was on its way
            var counts = Counts() with { BytesPerSecond = _phase == SyncPhase.Copying ? _rate.Sample(Interlocked.Read(ref _bytes)) : 0 };
            if (_width is not { } width)
            {
                WriteLine(counts);
                return;
            }
            var line = $"{_prefix}{counts}";
            _output.Write(ClearLine + (line.Length < width ? line : line[..Math.Max(0, width - 1)])); // a line that wraps can't be taken back
        }
    }

    private void WriteLine(SyncCounts counts)
    {
        _lastLine = _time.GetTimestamp();
        _output.WriteLine($"{_prefix}{counts}");
    }

    private SyncCounts Counts() => new(_phase)
    {
        Images = Interlocked.Read(ref _images),
        Blobs = Interlocked.Read(ref _blobs),
        Planned = _planned,
        Done = new CopyTotals(Interlocked.Read(ref _copied), Interlocked.Read(ref _bytes)),
        Failures = Interlocked.Read(ref _failures),
    };
}
