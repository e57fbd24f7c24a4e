namespace Fairlead.Artifacts.Probing;

/// <summary>What a redirector's admin port says of a request.</summary>
/// <param name="Location">Where it would lead.</param>
/// <param name="Rule">The rule that decides; null where it isn't named. Printable.</param>
internal sealed record Explained(Uri Location, string? Rule);
