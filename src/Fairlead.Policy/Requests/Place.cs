using Fairlead.Networks.Lookup;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>
/// All that the policy says about a client of these origin facts, worked out once when the policy was compiled. Clients of whom the
/// policy says the same share one instance.
/// </summary>
public sealed class Place
{
    /// <summary><see cref="Index"/> of a place that no facts of the policy's own table lead to.</summary>
    public const int NoIndex = -1;

    /// <summary>Place in <see cref="CompiledPolicy.Places"/>, or <see cref="NoIndex"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The provider that pays for the client; null when there is none.</summary>
    public required string? Provider { get; init; }

    /// <summary>The client's region; null when it is not known.</summary>
    public required string? Region { get; init; }

    /// <summary>Mirrors to try, in order; empty: straight to the upstream.</summary>
    public required Mirror[] Candidates { get; init; }

    /// <summary>The upstream of the route that matched; null: the usual one.</summary>
    public required UpstreamConfig? Upstream { get; init; }

    /// <summary>What the client's provider runs for it, and is asked before all else; null: nothing, or a route is for the client.</summary>
    public required RedirectConfig? RedirectsTo { get; init; }

    /// <summary>Release files for this client, in the policy's order.</summary>
    public required ArtifactConfig[] Artifacts { get; init; }

    /// <summary>
    /// Routes that ask for headers and stand before the one that this place is of, in their order: the first that a request meets counts.
    /// Empty in nearly every policy; the places that they lead to have none.
    /// </summary>
    public required HeaderRoute[] Alternatives { get; init; }

    /// <summary>Why these candidates: <c>route 1</c>, <c>provider</c>, <c>regionless</c>, <c>default</c>, <c>upstream</c>, <c>feeds missing</c>.</summary>
    public required string Why { get; init; }

    /// <summary>This place, or that of the first of <see cref="Alternatives"/> that a request with these headers meets.</summary>
    public Place For(IRequestHeaders headers)
    {
        foreach (var route in Alternatives)
            if (route.When.AreMetBy(headers)) return route.Place;
        return this;
    }
}
