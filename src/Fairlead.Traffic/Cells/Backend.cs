namespace Fairlead.Traffic.Cells;

/// <summary>Whoever served requests.</summary>
/// <param name="Name">Name of the mirror where the policy has one there; else the bucket's or host's name as the log has it. Unique.</param>
/// <param name="Provider">Whose it is; null when not known.</param>
/// <param name="Region">Where it stands; null when not known.</param>
public sealed record Backend(string Name, string? Provider, string? Region);
