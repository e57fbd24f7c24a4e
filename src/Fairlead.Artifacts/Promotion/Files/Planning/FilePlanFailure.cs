namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>What could not be found out, so that edges are not in the plan.</summary>
/// <param name="Store">Of which store.</param>
/// <param name="Edges">How many edges that leaves out.</param>
/// <param name="Message">Why.</param>
public sealed record FilePlanFailure(string Store, long Edges, string Message);
