namespace Fairlead.Traffic.Simulation;

/// <summary>Traffic that goes another way under the new policy.</summary>
/// <param name="From">Backend that served it.</param>
/// <param name="To">Backend that would.</param>
/// <param name="Provider">Who pays for the clients (by the new policy); null: nobody.</param>
/// <param name="Region">The clients' region; null when not known.</param>
/// <param name="Requests">How many.</param>
/// <param name="Bytes">How many.</param>
/// <param name="CostChange">What it costs more; less is negative. Null without prices.</param>
public sealed record Move(string From, string To, string? Provider, string? Region, long Requests, long Bytes, decimal? CostChange);
