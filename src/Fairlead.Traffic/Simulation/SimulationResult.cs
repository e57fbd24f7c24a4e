using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>What a policy would have done with the traffic of some logs, beside what another did.</summary>
public sealed record SimulationResult
{
    /// <summary>What the logs were.</summary>
    public required LogCounts Logs { get; init; }

    /// <summary>Requests that were replayed.</summary>
    public required long Requests { get; init; }

    /// <summary>Requests that a policy has no say in: uploads, listings, answers that were errors, and whatever it would not serve.</summary>
    public required long NotReplayed { get; init; }

    /// <summary>Requests among <see cref="NotReplayed"/> that were served before, and that the new policy answers with an error: an entry of <c>artifacts</c> is gone.</summary>
    public required long Lost { get; init; }

    /// <summary>Requests of a redirector's own log for blobs of which no inventory says the size: they count 0 bytes.</summary>
    public required long Unsized { get; init; }

    /// <summary>Requests that are counted less finely than by backend, provider and region, for want of room.</summary>
    public required long Folded { get; init; }

    /// <summary>Bytes of the requests that were replayed.</summary>
    public required long Bytes { get; init; }

    /// <summary>Requests that another backend serves under the new policy.</summary>
    public required long MovedRequests { get; init; }

    /// <summary>Bytes that another backend serves under the new policy.</summary>
    public required long MovedBytes { get; init; }

    /// <summary>What it costs under the old policy; null without prices.</summary>
    public required decimal? CostBefore { get; init; }

    /// <summary>What it costs under the new one; null without prices.</summary>
    public required decimal? CostAfter { get; init; }

    /// <summary>Bytes that no entry of the price book is for, as they were served; null without prices. They count nothing.</summary>
    public required long? UnpricedBefore { get; init; }

    /// <summary>The same, as they would be served.</summary>
    public required long? UnpricedAfter { get; init; }

    /// <summary>Mirrors, and registries and hosts of providers' own, that were taken to hold what they were asked for, because no inventory says.</summary>
    public required IReadOnlyList<string> AssumedPresent { get; init; }

    /// <summary>Every way that bytes move, by backends, the client's provider and region; the greatest first.</summary>
    public required IReadOnlyList<Move> Moves { get; init; }

    /// <summary>Bytes by backend, before and after, the greatest first.</summary>
    public required IReadOnlyList<BackendShift> Backends { get; init; }

    /// <summary>How much more it costs, in percent of what it did; null without prices, and where something is paid for that was free: that is more than any percentage.</summary>
    public decimal? Increase => (CostBefore, CostAfter) switch
    {
        (null, _) or (_, null) => null,
        (0, > 0) => null,
        (0, _) => 0,
        ({ } before, { } after) => (after - before) / before * 100,
    };

    /// <summary>Whether cost rises by more than so many percent. It does where more bytes than before are on ways that nobody said the price of.</summary>
    /// <exception cref="InvalidOperationException">There are no prices.</exception>
    public bool RisesByMoreThan(decimal percent)
    {
        if (CostBefore is not { } before || CostAfter is not { } after) throw new InvalidOperationException("a simulation without prices says nothing of costs");
        return UnpricedAfter > UnpricedBefore || after > before * (1 + (percent / 100));
    }
}
