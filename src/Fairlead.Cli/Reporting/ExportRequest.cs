namespace Fairlead.Cli.Reporting;

/// <summary>What <c>traffic export</c> was asked to do.</summary>
internal sealed record ExportRequest
{
    /// <summary>Which logs.</summary>
    public required LogRequest Logs { get; init; }

    /// <summary>Where to.</summary>
    public required DatabaseTarget Target { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public required bool IsJson { get; init; }
}
