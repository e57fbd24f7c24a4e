namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>What is to be done, and what was there when that was decided. A thing of its own: it can be kept, reviewed, and applied later.</summary>
public sealed record PromotionPlan
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Every edge whose repositories could be read; in the order of destination, image, tag, digest.</summary>
    public required IReadOnlyList<PlanEdge> Edges { get; init; }

    /// <summary>Signatures and the like that destinations lack, of digests that are promoted; in the same order.</summary>
    public IReadOnlyList<PlanAttachment> Attachments { get; init; } = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<PlanFailure> Failures { get; init; } = [];

    /// <summary>Edges that neither destination nor source has.</summary>
    public IEnumerable<PlanEdge> Lost => Edges.Where(edge => edge.Action == EdgeAction.Lost);

    /// <summary>Edges for whose sake nothing of the plan may be applied.</summary>
    public IEnumerable<PlanEdge> Refused => Edges.Where(edge => edge.Action == EdgeAction.TagMove);
}
