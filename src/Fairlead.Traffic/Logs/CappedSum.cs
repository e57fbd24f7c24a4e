namespace Fairlead.Traffic.Logs;

/// <summary>Sums that stop at the greatest number, so that they are the same whatever the order: a log, or a part, may say anything of its counts.</summary>
public static class CappedSum
{
    /// <summary>Of two that are not negative.</summary>
    public static long Of(long one, long other) => (long)Math.Min((ulong)one + (ulong)other, long.MaxValue);

    /// <summary>Of any that are not negative.</summary>
    public static long Of(IEnumerable<long> numbers) => numbers.Aggregate(0L, Of);
}
