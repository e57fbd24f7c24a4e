using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Edges.Plans;

/// <summary>What a client gets, with every mirror and every registry taken to answer and to hold what is asked for. Clients who get the same share one.</summary>
public sealed class EdgePlace
{
    /// <summary>Its number in <see cref="EdgePlan.Places"/>.</summary>
    public required int Number { get; init; }

    /// <summary>Where the client's blobs are; null: at the upstream.</summary>
    public required Mirror? Mirror { get; init; }

    /// <summary>The upstream of the route that matched; null: the usual one.</summary>
    public required UpstreamConfig? Upstream { get; init; }

    /// <summary>What the client's provider runs for it, and is asked before all else (<see cref="Courses.Takes"/>); null: nothing.</summary>
    public required RedirectConfig? RedirectsTo { get; init; }

    /// <summary>Release files for this client, in the policy's order: the first that a path is below, and whose headers the request has.</summary>
    public required ArtifactConfig[] Artifacts { get; init; }

    /// <summary>What counts instead for a request with certain headers, in order: the first that it meets. Empty in nearly every policy.</summary>
    public required EdgeHeaderRoute[] Alternatives { get; init; }
}
