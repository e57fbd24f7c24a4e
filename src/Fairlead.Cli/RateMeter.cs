namespace Fairlead.Cli;

/// <summary>How fast something grows, over the last seconds. For one thread at a time.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private const int Samples = 32;

    private readonly Queue<(long At, long Amount)> _samples = new(Samples);

    /// <summary>It is this much now; how much it grew in a second since the oldest sample that is kept, 0 while there is only one.</summary>
    public double Sample(long amount)
    {
        var now = time.GetTimestamp();
        if (_samples.Count == Samples) _samples.Dequeue();
        _samples.Enqueue((now, amount));
        var (at, before) = _samples.Peek();
        var seconds = time.GetElapsedTime(at, now).TotalSeconds;
        return seconds > 0 ? Math.Max(0, (amount - before) / seconds) : 0;
    }
}
