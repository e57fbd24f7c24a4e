using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Importing;

/// <summary>What an import goes by.</summary>
public sealed record ImportOptions
{
    /// <summary>Name of the logs' format; null: each log's content tells.</summary>
    public string? Format { get; init; }

    /// <summary>Where clients are.</summary>
    public required ClientNetworks Networks { get; init; }

    /// <summary>What is asked for.</summary>
    public required ContentBook Content { get; init; }

    /// <summary>Who served.</summary>
    public required BackendBook Backends { get; init; }

    /// <summary>The period's secret.</summary>
    public required Salt Salt { get; init; }

    /// <summary>Whether periods are days; else months.</summary>
    public bool IsByDay { get; init; } = true;

    /// <summary>As of when the oldest network source was; null when not known.</summary>
    public DateTimeOffset? NetworksAsOf { get; init; }

    /// <summary>How many logs are read at the same time.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Cells that all workers together hold in memory; more go into temporary parts beside the output.</summary>
    public int CellsInMemory { get; init; } = 196_608;

    /// <summary>Ids of requests that are remembered.</summary>
    public int Window { get; init; } = RequestIds.UsualWindow;
}
