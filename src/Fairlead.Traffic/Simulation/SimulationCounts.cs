using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>What is told of a simulation beside the ways that traffic goes.</summary>
/// <param name="Logs">What the logs were.</param>
/// <param name="NotReplayed">See <see cref="SimulationResult.NotReplayed"/>.</param>
/// <param name="Lost">See <see cref="SimulationResult.Lost"/>.</param>
/// <param name="Unsized">See <see cref="SimulationResult.Unsized"/>.</param>
/// <param name="AssumedPresent">See <see cref="SimulationResult.AssumedPresent"/>.</param>
internal sealed record SimulationCounts(LogCounts Logs, long NotReplayed, long Lost, long Unsized, IReadOnlyList<string> AssumedPresent);
