using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What became of an edge that was to be copied.</summary>
/// <param name="Edge">Which.</param>
/// <param name="State">What.</param>
/// <param name="Message">Why it failed or was left; else null.</param>
public sealed record EdgeOutcome(PlanEdge Edge, EdgeState State, string? Message);
