namespace Fairlead.Traffic.Reports;

/// <summary>One row of a report: what was counted under one set of names. Null is "not known".</summary>
public readonly record struct ReportRow
{
    /// <summary><c>2026-10</c>, or <c>2026-10-31</c> by day.</summary>
    public required string Period { get; init; }

    /// <summary>Who served it.</summary>
    public required string? Backend { get; init; }

    /// <summary>Who pays for the client.</summary>
    public required string? Provider { get; init; }

    /// <summary>The client's region.</summary>
    public required string? Region { get; init; }

    /// <summary>The client's ASN; 0 when not known.</summary>
    public required uint Asn { get; init; }

    /// <summary>Its organisation.</summary>
    public required string? AsnName { get; init; }

    /// <summary>The client's country.</summary>
    public required string? Country { get; init; }

    /// <summary><c>manifest</c>, <c>blob</c>, <c>file</c> or <c>other</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>2xx</c> and so on.</summary>
    public required string Status { get; init; }

    /// <summary>Repository, or folder of a release file.</summary>
    public required string? Image { get; init; }

    /// <summary>How many requests.</summary>
    public required long Requests { get; init; }

    /// <summary>Bytes sent.</summary>
    public required long Bytes { get; init; }

    /// <summary>About how many distinct clients; null where that is not known.</summary>
    public required long? Clients { get; init; }

    /// <summary>What it cost; null without a price book, or where that says nothing of it.</summary>
    public required decimal? Cost { get; init; }
}
