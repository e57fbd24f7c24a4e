using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What became of each edge that a plan would copy, and of each attachment. Each is settled once: what comes later counts for nothing. Thread-safe.</summary>
internal sealed class Outcomes
{
    private readonly PromotionPlan _plan;
    private readonly IPromotionObserver _observer;
    private readonly EdgeOutcome?[] _edges;
    private readonly AttachmentOutcome?[] _attachments;

    public Outcomes(PromotionPlan plan, IPromotionObserver observer)
    {
        (_plan, _observer) = (plan, observer);
        Edges = [.. plan.Edges.Where(edge => edge.Action == EdgeAction.Copy)];
        (_edges, _attachments) = (new EdgeOutcome?[Edges.Count], new AttachmentOutcome?[Attachments.Count]);
    }

    /// <summary>The edges that are to be copied, in the plan's order.</summary>
    public IReadOnlyList<PlanEdge> Edges { get; }

    /// <summary>The attachments, in the plan's order.</summary>
    public IReadOnlyList<PlanAttachment> Attachments => _plan.Attachments;

    /// <summary>All that the plan takes images from, whatever becomes of them.</summary>
    public IEnumerable<(RegistryRoot From, string Image)> Sources =>
        _plan.Edges.Select(edge => (edge.From, edge.Image)).Concat(_plan.Attachments.Select(attachment => (attachment.From, attachment.Image)));

    /// <summary>An edge has come to its end.</summary>
    public void SettleEdge(int place, EdgeState state, string? message)
    {
        var outcome = new EdgeOutcome(Edges[place], state, message);
        if (Interlocked.CompareExchange(ref _edges[place], outcome, null) is null) _observer.Settled(outcome);
    }

    /// <summary>An attachment has.</summary>
    public void SettleAttachment(int place, EdgeState state, string? message)
    {
        var outcome = new AttachmentOutcome(Attachments[place], state, message);
        if (Interlocked.CompareExchange(ref _attachments[place], outcome, null) is null) _observer.Settled(outcome);
    }

    /// <summary>All of them; those that are not settled are left, for this reason.</summary>
    public (IReadOnlyList<EdgeOutcome> Edges, IReadOnlyList<AttachmentOutcome> Attachments, bool IsWhole) Finish(string reason)
    {
        var isWhole = !_edges.Contains(null) && !_attachments.Contains(null);
        for (var i = 0; i < _edges.Length; i++) SettleEdge(i, EdgeState.Left, reason);
        for (var i = 0; i < _attachments.Length; i++) SettleAttachment(i, EdgeState.Left, reason);
        return (_edges!, _attachments!, isWhole);
    }
}
