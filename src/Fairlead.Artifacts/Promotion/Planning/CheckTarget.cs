using Fairlead.Artifacts.Promotion.Holdings;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>A destination's repository in a plan that was made before.</summary>
internal sealed class CheckTarget(RepositoryId id)
{
    private readonly List<PlanEdge> _edges = [];
    private readonly Dictionary<RepositoryId, PlanSource> _sources = [];

    /// <summary>Which.</summary>
    public RepositoryId Id => id;

    /// <summary>What was to be copied, or was present.</summary>
    public IReadOnlyList<PlanEdge> Edges => _edges;

    /// <summary>What was to be attached.</summary>
    public List<PlanAttachment> Attachments { get; } = [];

    /// <summary>Where copies come from.</summary>
    public IReadOnlyDictionary<RepositoryId, PlanSource> Sources => _sources;

    /// <summary>Adds an edge.</summary>
    public void Add(PlanEdge edge, PlanSource source)
    {
        _edges.Add(edge);
        if (edge.Action == EdgeAction.Copy && _sources.TryAdd(source.Id, source)) source.Hold();
    }
}
