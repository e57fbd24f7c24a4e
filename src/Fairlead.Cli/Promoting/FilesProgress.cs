using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Files.Copying;
using Fairlead.Artifacts.Promotion.Files.Planning;

namespace Fairlead.Cli.Promoting;

/// <summary>Tells how far planning, and then copying, of files has come, and what failed, as <see cref="PromotionProgress"/> does. Thread-safe.</summary>
internal sealed class FilesProgress : IFilePlanObserver, IFileCopyObserver, IDisposable
{
    private readonly RateMeter _rate;
    private readonly ProgressLine _line;
    private long _decided;
    private long _toDecide;
    private int _unread;
    private long _toCopy;
    private long _bytesToCopy;
    private long _settled;
    private long _bytes;

    /// <param name="output">Where it is told.</param>
    /// <param name="width">Columns of the terminal; null where it is none.</param>
    /// <param name="time">When.</param>
    public FilesProgress(TextWriter output, int? width, TimeProvider time)
    {
        _rate = new RateMeter(time);
        _line = new ProgressLine("", output, width, time, Text);
    }

    /// <summary>Begins to tell on stderr.</summary>
    public static FilesProgress Start(TimeProvider time) => new(Console.Error, Terminal.ErrorWidth, time);

    /// <inheritdoc/>
    public void Decided(long edges, long of)
    {
        Interlocked.Exchange(ref _toDecide, of);
        Interlocked.Exchange(ref _decided, edges);
        _line.Came((double)edges / Math.Max(1, of));
    }

    /// <inheritdoc/>
    public void Failed(FilePlanFailure failure) => Interlocked.Increment(ref _unread);

    /// <inheritdoc/>
    public void Planned(CopyTotals lacking)
    {
        Interlocked.Exchange(ref _toCopy, lacking.Blobs);
        Interlocked.Exchange(ref _bytesToCopy, lacking.Bytes);
    }

    /// <inheritdoc/>
    public void Sent(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <inheritdoc/>
    public void Settled(FileOutcome outcome)
    {
        if (outcome.State == EdgeState.Failed) _line.Failed(FilesText.Text(outcome));
        _line.Came((double)Interlocked.Increment(ref _settled) / Math.Max(1, Interlocked.Read(ref _toCopy)));
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private string Text()
    {
        var failures = _line.Failures + Volatile.Read(ref _unread);
        var failed = failures > 0 ? $", {ByteText.Count(failures)} failed" : "";
        var toCopy = Interlocked.Read(ref _toCopy);
        if (toCopy == 0) return $"comparing: {ByteText.Count(Interlocked.Read(ref _decided))} of {ByteText.Count(Interlocked.Read(ref _toDecide))}{failed}";
        var bytes = Interlocked.Read(ref _bytes);
        var rate = _rate.Sample(bytes);
        return $"copying: {ByteText.Count(Interlocked.Read(ref _settled))} of {ByteText.Count(toCopy)}, {ByteText.Of(bytes)} of {ByteText.Of(Interlocked.Read(ref _bytesToCopy))}{(rate < 1 ? "" : $", {ByteText.Of(rate)}/s")}{failed}";
    }
}
