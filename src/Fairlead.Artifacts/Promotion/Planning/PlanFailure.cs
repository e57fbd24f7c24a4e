namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>A repository that could not be read, so that its edges are not in the plan.</summary>
/// <param name="Repository"><c>HOST/REPOSITORY</c>.</param>
/// <param name="Edges">How many edges that leaves out.</param>
/// <param name="Message">Why.</param>
public sealed record PlanFailure(string Repository, long Edges, string Message);
