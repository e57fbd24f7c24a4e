namespace Fairlead.Traffic.Reports;

/// <summary>The sums of a report.</summary>
public sealed record ReportTotals
{
    /// <summary>How many requests.</summary>
    public required long Requests { get; init; }

    /// <summary>Bytes sent.</summary>
    public required long Bytes { get; init; }

    /// <summary>About how many distinct clients, over all periods of one salt; null where that is not known.</summary>
    public required long? Clients { get; init; }

    /// <summary>Requests of clients of whom neither provider nor ASN is known.</summary>
    public required long UnattributedRequests { get; init; }

    /// <summary>Bytes sent to them.</summary>
    public required long UnattributedBytes { get; init; }

    /// <summary>Bytes sent to clients by a backend of their own provider.</summary>
    public required long OwnCloudBytes { get; init; }

    /// <summary>Bytes sent to clients of some provider: what <see cref="OwnCloudBytes"/> is a share of.</summary>
    public required long CloudBytes { get; init; }

    /// <summary>Lines that could not be read.</summary>
    public required long BadLines { get; init; }

    /// <summary>What it cost; null without prices.</summary>
    public required decimal? Cost { get; init; }

    /// <summary>What it would have cost had the upstream served every byte; null without prices, or where nobody knows what the upstream is.</summary>
    public required decimal? CostWithoutMirrors { get; init; }

    /// <summary>Bytes of which no entry of the price book says what they cost; null without prices.</summary>
    public required long? UnpricedBytes { get; init; }

    /// <summary>Rows that were folded because they had too few clients.</summary>
    public required long FoldedCells { get; init; }
}
