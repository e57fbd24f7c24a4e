using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Files.Planning;

namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>What became of an edge that was to be copied.</summary>
/// <param name="Edge">Which.</param>
/// <param name="State">What.</param>
/// <param name="Message">Why it failed or was left; else null.</param>
public sealed record FileOutcome(FileEdge Edge, EdgeState State, string? Message);
