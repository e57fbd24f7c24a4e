using Fairlead.Traffic.Logs;

namespace Fairlead.Cli.Reporting;

/// <summary>What an export came to.</summary>
internal sealed record ExportReport
{
    /// <summary>Where to.</summary>
    public required DatabaseTarget Target { get; init; }

    /// <summary>What was in the logs.</summary>
    public required LogCounts Logs { get; init; }

    /// <summary>Requests that were sent.</summary>
    public required long RequestsSent { get; init; }

    /// <summary>Batches that were sent.</summary>
    public required long BatchesSent { get; init; }

    /// <summary>Batches that were there before.</summary>
    public required long BatchesThere { get; init; }

    /// <summary>How often the server was asked again.</summary>
    public required long Retries { get; init; }

    /// <summary>Logs that could not be read, or not to their end, and why.</summary>
    public required IReadOnlyList<(string Log, string Problem)> Failures { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Took { get; init; }
}
