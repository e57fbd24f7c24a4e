using System.Diagnostics.Metrics;

namespace Fairlead.Redirector.Metrics;

/// <summary>How long things took, in fixed buckets.</summary>
internal sealed class LatencyHistogram
{
    /// <summary>Upper bounds in seconds. A cached decision takes microseconds, one that waits for a mirror milliseconds to seconds.</summary>
    public static readonly double[] Bounds =
        [0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private Histogram<double>? _instrument;
    private KeyValuePair<string, object?> _tag;
    private readonly StripedCounters _buckets = new(Bounds.Length + 2); // one for what is over, one for the sum in nanoseconds

    /// <summary>Adds one observation.</summary>
    public void Record(double seconds)
    {
        var bucket = 0;
        while (bucket < Bounds.Length && seconds > Bounds[bucket]) bucket++;
        _buckets.Add(bucket);
        _buckets.Add(Bounds.Length + 1, (long)(seconds * 1e9));
        if (_instrument is { Enabled: true } instrument) instrument.Record(seconds, _tag);
    }

    /// <summary>From now on tells an instrument too, with this label. Called before the first observation.</summary>
    public void TellAlso(Histogram<double> instrument, KeyValuePair<string, object?> tag) => (_instrument, _tag) = (instrument, tag);

    /// <summary>Observations in one bucket alone; the last is of those above all bounds.</summary>
    public long Read(int bucket) => _buckets.Read(bucket);

    /// <summary>All observations together, in seconds.</summary>
    public double Sum => _buckets.Read(Bounds.Length + 1) / 1e9;
}
