using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What became of each edge that a plan would copy, and of each attachment. Each is settled once: what comes later counts for nothing. Thread-safe.</summary>
internal sealed class Outcomes(PromotionPlan plan, IPromotionObserver observer)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, EdgeOutcome> _edges = [];
    private readonly Dictionary<int, AttachmentOutcome> _attachments = [];

    /// <summary>The edges that are to be copied, in the plan's order.</summary>
    public IReadOnlyList<PlanEdge> Edges { get; } = [.. plan.Edges.Where(edge => edge.Action == EdgeAction.Copy)];

    /// <summary>The attachments, in the plan's order.</summary>
    public IReadOnlyList<PlanAttachment> Attachments => plan.Attachments;

    /// <summary>An edge has come to its end.</summary>
    public void SettleEdge(int place, EdgeState state, string? message)
    {
        var outcome = new EdgeOutcome(Edges[place], state, message);
        lock (_lock)
        {
            if (!_edges.TryAdd(place, outcome)) return;
        }
        observer.Settled(outcome);
    }

    /// <summary>An attachment has.</summary>
    public void SettleAttachment(int place, EdgeState state, string? message)
    {
        var outcome = new AttachmentOutcome(Attachments[place], state, message);
        lock (_lock)
        {
            if (!_attachments.TryAdd(place, outcome)) return;
        }
        observer.Settled(outcome);
    }

    /// <summary>All of them; those that are not settled are left, for this reason.</summary>
    public (IReadOnlyList<EdgeOutcome> Edges, IReadOnlyList<AttachmentOutcome> Attachments, bool IsWhole) Finish(string reason)
    {
        var isWhole = _edges.Count == Edges.Count && _attachments.Count == Attachments.Count;
        for (var i = 0; i < Edges.Count; i++) SettleEdge(i, EdgeState.Left, reason);
        for (var i = 0; i < Attachments.Count; i++) SettleAttachment(i, EdgeState.Left, reason);
        return ([.. Edges.Select((_, i) => _edges[i])], [.. Attachments.Select((_, i) => _attachments[i])], isWhole);
    }
}
