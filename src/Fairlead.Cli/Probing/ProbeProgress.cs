using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Cli.Probing;

/// <summary>Tells how far a probe has come. Thread-safe.</summary>
internal sealed class ProbeProgress : IDisposable
{
    private readonly ProgressLine _line;
    private readonly ProbeTally _tally;
    private readonly int _images;
    private int _done;
    private long _paths;
    private long _failed;

    /// <param name="images">How many there are, by each client.</param>
    /// <param name="tally">What was asked for.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="width">Columns of the terminal; null where it is none.</param>
    /// <param name="time">When.</param>
    public ProbeProgress(int images, ProbeTally tally, TextWriter output, int? width, TimeProvider time)
    {
        (_images, _tally) = (images, tally);
        _line = new ProgressLine("", output, width, time, Line);
    }

    /// <summary>A path is done.</summary>
    public void Checked(PathProbe path)
    {
        Interlocked.Increment(ref _paths);
        if (!path.Passed) Interlocked.Increment(ref _failed);
    }

    /// <summary>An image is done, at every redirector.</summary>
    public void Done() => _line.Came((double)Interlocked.Increment(ref _done) / _images);

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private string Line()
    {
        var failed = Interlocked.Read(ref _failed);
        return $"probing: {ByteText.Count(Volatile.Read(ref _done))} of {ByteText.Count(_images, "image", "images")}, {ByteText.Count(Interlocked.Read(ref _paths))} manifests and blobs, {ByteText.Count(_tally.Requests)} requests, {ByteText.Of(_tally.Bytes)}"
            + (failed == 0 ? "" : $", {ByteText.Count(failed)} failed");
    }
}
