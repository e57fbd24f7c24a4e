using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>The picture: totals, what makes them up, and every row. Made by a <see cref="ReportBuilder"/>; the renderers only show it.</summary>
public sealed record TrafficReport
{
    /// <summary>What it was made by.</summary>
    public required ReportOptions Options { get; init; }

    /// <summary>All together.</summary>
    public required ReportTotals Totals { get; init; }

    /// <summary>The periods that there are, ascending.</summary>
    public required IReadOnlyList<string> Periods { get; init; }

    /// <summary>Traffic over time by the clients' provider, the greatest first; those without one under null.</summary>
    public required IReadOnlyList<ProviderTraffic> Providers { get; init; }

    /// <summary>Traffic by whoever served it, the greatest first.</summary>
    public required IReadOnlyList<RankedItem> Backends { get; init; }

    /// <summary>The greatest by bytes, at most <see cref="MostRanked"/>.</summary>
    public required IReadOnlyList<RankedItem> Asns { get; init; }

    /// <inheritdoc cref="Asns"/>
    public required IReadOnlyList<RankedItem> Images { get; init; }

    /// <inheritdoc cref="Asns"/>
    public required IReadOnlyList<RankedItem> Regions { get; init; }

    /// <inheritdoc cref="Asns"/>
    public required IReadOnlyList<RankedItem> Countries { get; init; }

    /// <summary>Budgets and what was used of them, by provider and period of the credit; empty without credits or prices.</summary>
    public required IReadOnlyList<BudgetUse> Budgets { get; init; }

    /// <summary>What the parts say of themselves, merged: what was dropped and why, how old the data is.</summary>
    public required PartSummary Summary { get; init; }

    /// <summary>Every row, in the order of periods and names. They are put in order when they are counted or read for the first time, and made as they are read.</summary>
    public required IReadOnlyCollection<ReportRow> Rows { get; init; }

    /// <summary>How many items the lists of the greatest have at most.</summary>
    public const int MostRanked = 20;
}
