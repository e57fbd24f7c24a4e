using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Plans;

/// <summary>What a client gets for a request with certain headers.</summary>
/// <param name="When">The headers that the request must have, all of them.</param>
/// <param name="Place">What the client gets then; it has no alternatives of its own.</param>
public sealed record EdgeHeaderRoute(IReadOnlyList<HeaderMatch> When, EdgePlace Place);
