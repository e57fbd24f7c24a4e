using Fairlead.Cli.Reporting;

namespace Fairlead.Cli.Simulating;

/// <summary>What <c>simulate</c> was asked to do.</summary>
internal sealed record SimulateRequest
{
    /// <summary>Which logs. Inventories among it may be <c>MIRROR=FILE</c>.</summary>
    public required LogRequest Logs { get; init; }

    /// <summary>File of the new policy.</summary>
    public required string Policy { get; init; }

    /// <summary>File of the policy that it is compared with; null: what the logs say was served.</summary>
    public required string? Baseline { get; init; }

    /// <summary>File of the networks of both; null: each loads its own feeds.</summary>
    public required string? Snapshot { get; init; }

    /// <summary>Where last good copies of feeds are kept.</summary>
    public required string? Cache { get; init; }

    /// <summary>File of prices; null: nothing is said of costs.</summary>
    public required string? Prices { get; init; }

    /// <summary>How many of a hundred clients get the new policy.</summary>
    public required decimal Percent { get; init; }

    /// <summary>What draws them.</summary>
    public required string Seed { get; init; }

    /// <summary>By how many percent costs may rise; null: by any.</summary>
    public required decimal? MaxIncrease { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public required bool IsJson { get; init; }
}
