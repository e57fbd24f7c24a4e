namespace Fairlead.SystemTests.Promoting;

/// <summary>An edge of a plan in its JSON.</summary>
internal sealed record PlanJsonEdge(string Image, string Digest, string? Tag, string From, string To, string Action);
