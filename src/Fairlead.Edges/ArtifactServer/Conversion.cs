using Fairlead.Policy.Loading;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>What a configuration was converted to.</summary>
/// <param name="Policy">The text of a policy that can be loaded; null when there is an error.</param>
/// <param name="Problems">What is wrong with the configuration, by place; a warning for everything that is not carried over.</param>
public sealed record Conversion(string? Policy, IReadOnlyList<Problem> Problems);
