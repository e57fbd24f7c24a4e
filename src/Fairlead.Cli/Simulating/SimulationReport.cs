using Fairlead.Traffic.Simulation;

namespace Fairlead.Cli.Simulating;

/// <summary>What a simulation came to.</summary>
internal sealed record SimulationReport
{
    /// <summary>What moves.</summary>
    public required SimulationResult Result { get; init; }

    /// <summary>How many of a hundred clients get the new policy.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Currency of costs; null without prices.</summary>
    public required string? Currency { get; init; }

    /// <summary>By how many percent costs may rise; null: by any.</summary>
    public required decimal? MaxIncrease { get; init; }

    /// <summary>What would tell clients apart and isn't there, in words.</summary>
    public required IReadOnlyList<string> MissingNetworks { get; init; }

    /// <summary>Logs that could not be read, or not to their end, and why.</summary>
    public required IReadOnlyList<(string Log, string Problem)> Failures { get; init; }

    /// <summary>Whether costs rise by more than they may.</summary>
    public bool RisesTooMuch => MaxIncrease is { } most && Result.RisesByMoreThan(most);
}
