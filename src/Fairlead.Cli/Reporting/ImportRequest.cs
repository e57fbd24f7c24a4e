namespace Fairlead.Cli.Reporting;

/// <summary>What <c>traffic import</c> was asked to do.</summary>
internal sealed record ImportRequest
{
    /// <summary>Which logs.</summary>
    public required LogRequest Logs { get; init; }

    /// <summary>Whether days are counted apart; else months.</summary>
    public required bool IsByDay { get; init; }

    /// <summary>The file of the period's secret; null: one that nobody keeps.</summary>
    public required string? SaltFile { get; init; }

    /// <summary>The part to write.</summary>
    public required string Output { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public required bool IsJson { get; init; }
}
