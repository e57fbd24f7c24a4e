using Fairlead.Traffic.Cells;

namespace Fairlead.Cli.Reporting;

/// <summary>What an import came to.</summary>
internal sealed record ImportReport
{
    /// <summary>The part that was written.</summary>
    public required string Part { get; init; }

    /// <summary>What it says of itself.</summary>
    public required PartSummary Summary { get; init; }

    /// <summary>What its cells add up to.</summary>
    public required PartTotals Totals { get; init; }

    /// <summary>Logs that could not be read, or not to their end, and why.</summary>
    public required IReadOnlyList<(string Log, string Problem)> Failures { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Lines in a second of it.</summary>
    public double LinesPerSecond => Took > TimeSpan.Zero ? Summary.Logs.Lines / Took.TotalSeconds : 0;
}
