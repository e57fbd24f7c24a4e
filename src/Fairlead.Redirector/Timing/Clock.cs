namespace Fairlead.Redirector.Timing;

/// <summary>Monotonic time of this process, in milliseconds since the clock was made. Cheap enough to be asked for once a request.</summary>
public sealed class Clock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly double _millisecondsPerTick = 1000d / time.TimestampFrequency;

    /// <summary>Where the time comes from.</summary>
    public TimeProvider Time => time;

    /// <summary>Milliseconds now.</summary>
    public long Milliseconds => MillisecondsAt(time.GetTimestamp());

    /// <summary>A raw timestamp, for the difference of two.</summary>
    public long Timestamp => time.GetTimestamp();

    /// <summary>Milliseconds at a raw timestamp.</summary>
    public long MillisecondsAt(long timestamp) => (long)((timestamp - _start) * _millisecondsPerTick);

    /// <summary>Seconds between two raw timestamps.</summary>
    public double SecondsBetween(long from, long to) => (to - from) * _millisecondsPerTick / 1000d;
}
