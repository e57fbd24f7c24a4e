namespace Fairlead.Redirector.Metrics;

/// <summary>
/// A row of counters, once for each processor, so that threads seldom write to one cache line. Counting is exact; reading while
/// others count gives a value between before and after.
/// </summary>
internal sealed class StripedCounters
{
    private const int LineLongs = 8; // 64-byte cache lines
    private static readonly int s_stripes = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);
    private readonly long[] _cells;
    private readonly int _stride;

    public StripedCounters(int count)
    {
        Count = count;
        _stride = (count + LineLongs - 1) / LineLongs * LineLongs;
        _cells = new long[_stride * s_stripes];
    }

    /// <summary>How many counters a row has.</summary>
    public int Count { get; }

    /// <summary>Counts one, or as many as said.</summary>
    public void Add(int counter, long value = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)counter, (uint)Count);
        var stripe = Thread.GetCurrentProcessorId() & (s_stripes - 1);
        Interlocked.Add(ref _cells[(stripe * _stride) + counter], value);
    }

    /// <summary>The sum over all processors.</summary>
    public long Read(int counter)
    {
        long sum = 0;
        for (var stripe = 0; stripe < s_stripes; stripe++) sum += Volatile.Read(ref _cells[(stripe * _stride) + counter]);
        return sum;
    }
}
