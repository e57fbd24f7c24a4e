using System.Globalization;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>
/// Collects what a plan's file says, and refuses what no plan of ours is: edges out of order or twice, a tag that is to be copied and has two digests, and
/// lists of lost and refused edges that are not those of the edges themselves. For one plan.
/// </summary>
internal sealed class PlanContents
{
    private readonly List<PlanEdge> _edges = [];
    private readonly List<PlanAttachment> _attachments = [];
    private readonly List<PlanFailure> _failures = [];
    private readonly List<PlanEdge> _lost = [];
    private readonly List<PlanEdge> _refused = [];

    /// <summary>Adds an object of a list.</summary>
    public void Add(string list, PlanItem item)
    {
        if (_edges.Count + _attachments.Count + _failures.Count + _lost.Count + _refused.Count >= 2 * PlanFile.MaxEdges)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the plan has more than {PlanFile.MaxEdges} edges"));
        switch (list)
        {
            case "edges": Add(item.Edge()); break;
            case "attachments": Add(item.Attachment()); break;
            case "lost": _lost.Add(item.Edge()); break;
            case "refused": _refused.Add(item.Edge()); break;
            default: _failures.Add(item.Failure()); break;
        }
    }

    /// <summary>The plan.</summary>
    public PromotionPlan Finish(DateTimeOffset made, Func<string, FormatException> wrong)
    {
        var plan = new PromotionPlan { Made = made, Edges = _edges, Attachments = _attachments, Failures = _failures };
        if (!plan.Lost.SequenceEqual(_lost)) throw wrong("'lost' doesn't list the edges that are lost");
        if (!plan.Refused.SequenceEqual(_refused)) throw wrong("'refused' doesn't list the edges that are a tag-move");
        return plan;
    }

    private void Add(PlanEdge edge)
    {
        if (_edges.Count >= PlanFile.MaxEdges) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the plan has more than {PlanFile.MaxEdges} edges"));
        if (_edges.Count > 0)
        {
            var last = _edges[^1];
            if (PlanOrder.Compare(last, edge) >= 0) throw new FormatException("the edges are out of order (to, image, tag, digest), or one is there twice");
            var isSameTag = edge.Tag is not null && edge.Tag == last.Tag && PlanOrder.AreOfOnePlace(last, edge);
            if (isSameTag && (edge.Action != EdgeAction.TagMove || last.Action != EdgeAction.TagMove)) throw new FormatException($"{edge.Target} has two digests, and is no tag-move");
        }
        _edges.Add(edge);
    }

    private void Add(PlanAttachment attachment)
    {
        if (_attachments.Count > 0 && PlanOrder.Compare(_attachments[^1], attachment) >= 0)
            throw new FormatException("the attachments are out of order (to, image, tag), or one is there twice");
        _attachments.Add(attachment);
    }
}
