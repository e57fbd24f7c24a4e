using System.Collections.Concurrent;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>
/// Collects a plan, repository by repository, and puts it in order. What comes together is sorted at once and merged as a whole, since a million edges
/// are sorted far sooner in many small pieces. Adding is thread-safe.
/// </summary>
internal sealed class PlanBuilder
{
    private readonly ConcurrentBag<PlanEdge[]> _edges = [];
    private readonly ConcurrentBag<PlanAttachment> _attachments = [];

    /// <summary>Adds what has been decided of one repository.</summary>
    public void Add(IEnumerable<PlanEdge> edges)
    {
        // Nearly always one group: only different roots may come to the same repository.
        foreach (var group in edges.GroupBy(edge => (edge.To.Name, edge.Image)))
        {
            var sorted = group.ToArray();
            Array.Sort(sorted, PlanOrder.Compare);
            _edges.Add(sorted);
        }
    }

    /// <summary>Adds an attachment.</summary>
    public void Add(PlanAttachment attachment) => _attachments.Add(attachment);

    /// <summary>The plan.</summary>
    public PromotionPlan Build(DateTimeOffset made, IReadOnlyList<PlanFailure> failures)
    {
        var groups = _edges.ToArray();
        Array.Sort(groups, (one, other) => PlanOrder.Compare(one[0], other[0]));
        var edges = new PlanEdge[groups.Sum(group => group.Length)];
        var (place, next) = (0, 0);
        for (var i = 0; i < groups.Length; i++)
        {
            if (i > 0 && !PlanOrder.AreOfOnePlace(groups[i - 1][0], groups[i][0])) place = next;
            groups[i].CopyTo(edges, next);
            next += groups[i].Length;
            if (next - place > groups[i].Length) Array.Sort(edges, place, next - place, Comparer<PlanEdge>.Create(PlanOrder.Compare)); // it came in pieces
        }
        var attachments = _attachments.ToArray();
        Array.Sort(attachments, PlanOrder.Compare);
        return new PromotionPlan { Made = made, Edges = edges, Attachments = attachments, Failures = failures };
    }
}
