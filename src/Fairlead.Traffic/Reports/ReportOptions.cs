using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Reports;

/// <summary>What a report goes by.</summary>
public sealed record ReportOptions
{
    /// <summary>Periods are days; else months.</summary>
    public bool IsByDay { get; init; }

    /// <summary>Cells of fewer clients than this fold into "other"; 1: none does.</summary>
    public int MinClients { get; init; } = 1;

    /// <summary>What things cost; null: no costs are told.</summary>
    public PriceBook? Prices { get; init; }

    /// <summary>What providers give.</summary>
    public IReadOnlyList<Credit> Credits { get; init; } = [];
}
