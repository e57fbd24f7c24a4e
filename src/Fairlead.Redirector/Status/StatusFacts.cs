using Fairlead.Redirector.Observing;

namespace Fairlead.Redirector.Status;

/// <summary>All that the status page tells, as it was at one time.</summary>
internal sealed record StatusFacts
{
    /// <summary>When.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The policy in force.</summary>
    public required PolicyFacts Policy { get; init; }

    /// <summary>What recent counts are of: a minute, or less after the start.</summary>
    public required TimeSpan Recent { get; init; }

    /// <summary>Requests by provider and region, the most recent ones first.</summary>
    public required IReadOnlyList<RequestFacts> Requests { get; init; }

    /// <summary>Mirrors, then registries; those that are closed first.</summary>
    public required IReadOnlyList<TargetFacts> Targets { get; init; }

    /// <summary>Feeds, in the policy's order.</summary>
    public required IReadOnlyList<FeedStatus> Feeds { get; init; }
}
