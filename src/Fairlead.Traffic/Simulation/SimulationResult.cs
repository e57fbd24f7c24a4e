namespace Fairlead.Traffic.Simulation;

/// <summary>What a policy would have done with the traffic of some logs, beside what another did.</summary>
public sealed record SimulationResult
{
    /// <summary>Requests that were replayed.</summary>
    public required long Requests { get; init; }

    /// <summary>Requests that a policy has no say in: uploads, listings, answers that were errors.</summary>
    public required long NotReplayed { get; init; }

    /// <summary>Bytes of the requests that were replayed.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes that another backend serves under the new policy.</summary>
    public required long MovedBytes { get; init; }

    /// <summary>What it costs under the old policy; null without prices.</summary>
    public required decimal? CostBefore { get; init; }

    /// <summary>What it costs under the new one; null without prices.</summary>
    public required decimal? CostAfter { get; init; }

    /// <summary>Every way that bytes move, by backends, the client's provider and region; the greatest first.</summary>
    public required IReadOnlyList<Move> Moves { get; init; }

    /// <summary>Bytes by backend, before and after, the greatest first.</summary>
    public required IReadOnlyList<BackendShift> Backends { get; init; }
}
