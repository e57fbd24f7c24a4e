using Fairlead.Traffic.Reports;

namespace Fairlead.Cli.Reporting;

/// <summary>What <c>traffic report</c> was asked to do.</summary>
internal sealed record ReportRequest
{
    /// <summary>The parts.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>What the report goes by.</summary>
    public required ReportOptions Options { get; init; }

    /// <summary>How it is shown: one of <see cref="ReportOutput.Formats"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The file to write; null: stdout.</summary>
    public required string? Output { get; init; }
}
