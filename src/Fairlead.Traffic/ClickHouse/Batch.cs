using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>A piece of a log, cut where the same log is cut every time, with the rows of its requests.</summary>
/// <param name="Id">What it is known by; see <see cref="BatchHash"/>.</param>
/// <param name="Counts">What is in it. The log itself counts in its first batch.</param>
/// <param name="Unnamed">Requests with a name that is "other" for want of room.</param>
/// <param name="Start">Where its rows begin in those of the shipment.</param>
/// <param name="End">Where they end.</param>
internal sealed record Batch(UInt128 Id, LogCounts Counts, long Unnamed, int Start, int End)
{
    /// <summary>Lines of a batch. As many rows make a part that ClickHouse likes to be given, and take some 10 MB here.</summary>
    public const int MaxLines = 100_000;

    /// <summary>Bytes of lines of a batch, but for the last one: a bound on memory where lines are long.</summary>
    public const int MaxBytes = 32 << 20;
}
