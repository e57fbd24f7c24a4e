using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>A route that asks for headers, for a client who meets all else that it asks for.</summary>
/// <param name="When">The headers that the request must have, all of them.</param>
/// <param name="Place">What the policy says about the client then.</param>
public sealed record HeaderRoute(IReadOnlyList<HeaderMatch> When, Place Place);
