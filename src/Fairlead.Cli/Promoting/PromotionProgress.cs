using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Cli.Promoting;

/// <summary>
/// Tells how far planning, and then applying, has come. What fails in applying is told when it does, since that may take hours; what can't be read in
/// planning is counted, and told once, under the plan. Thread-safe.
/// </summary>
internal sealed class PromotionProgress : IPlanObserver, IPromotionObserver, IDisposable
{
    private readonly RateMeter _rate;
    private readonly ProgressLine _line;
    private readonly long _toSettle;
    private readonly bool _isApplying;
    private int _read;
    private int _toRead;
    private int _unread;
    private long _settled;
    private long _bytes;

    /// <param name="toSettle">Edges and attachments to copy, when it comes to that; 0 while it is planned.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="width">Columns of the terminal; null where it is none.</param>
    /// <param name="time">When.</param>
    public PromotionProgress(long toSettle, TextWriter output, int? width, TimeProvider time)
    {
        (_rate, _toSettle, _isApplying) = (new RateMeter(time), toSettle, toSettle > 0);
        _line = new ProgressLine("", output, width, time, Text);
    }

    /// <summary>Begins to tell on stderr how far planning has come.</summary>
    public static PromotionProgress OfPlanning(TimeProvider time) => new(0, Console.Error, Terminal.ErrorWidth, time);

    /// <summary>Begins to tell on stderr how far applying has come.</summary>
    public static PromotionProgress OfApplying(PromotionPlan plan, TimeProvider time) =>
        new(plan.Edges.LongCount(edge => edge.Action == EdgeAction.Copy) + plan.Attachments.Count, Console.Error, Terminal.ErrorWidth, time);

    /// <inheritdoc/>
    public void Read(int repositories, int of)
    {
        Volatile.Write(ref _toRead, of);
        Volatile.Write(ref _read, repositories);
        _line.Came((double)repositories / Math.Max(1, of));
    }

    /// <inheritdoc/>
    public void Failed(PlanFailure failure) => Interlocked.Increment(ref _unread);

    /// <inheritdoc/>
    public void Sent(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <inheritdoc/>
    public void Settled(EdgeOutcome outcome)
    {
        if (outcome.State == EdgeState.Failed) _line.Failed($"{outcome.Edge.Target}: {outcome.Message}");
        Settle();
    }

    /// <inheritdoc/>
    public void Settled(AttachmentOutcome outcome)
    {
        if (outcome.State == EdgeState.Failed) _line.Failed($"{ImagesText.TargetOf(outcome.Attachment)}: {outcome.Message}");
        Settle();
    }

    /// <inheritdoc/>
    public void GivenUp(string destination, string message) => _line.Failed($"{destination} is given up: {message}");

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private void Settle() => _line.Came((double)Interlocked.Increment(ref _settled) / Math.Max(1, _toSettle));

    private string Text()
    {
        var failures = _line.Failures + Volatile.Read(ref _unread);
        var failed = failures > 0 ? $", {ByteText.Count(failures)} failed" : "";
        if (!_isApplying) return $"reading registries: {ByteText.Count(Volatile.Read(ref _read))} of {ByteText.Count(Volatile.Read(ref _toRead))} repositories{failed}";
        var bytes = Interlocked.Read(ref _bytes);
        var rate = _rate.Sample(bytes);
        return $"copying: {ByteText.Count(Interlocked.Read(ref _settled))} of {ByteText.Count(_toSettle)}, {ByteText.Of(bytes)} sent{(rate < 1 ? "" : $", {ByteText.Of(rate)}/s")}{failed}";
    }
}
