using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Reports;

/// <summary>All cells of a report, and what is added up while they come. Sums stop at the greatest number that there is, as those of a part do: a log may say anything of a line's bytes.</summary>
internal sealed class ReportCells
{
    /// <summary>The cells.</summary>
    public CellStore Store { get; } = new();

    /// <summary>Their lanes.</summary>
    public LaneList Lanes { get; } = new();

    /// <summary>What their clients were hashed under.</summary>
    public PeriodSalts Salts { get; } = new();

    /// <summary>Requests of clients of whom neither provider nor ASN is known.</summary>
    public long UnattributedRequests { get; private set; }

    /// <summary>Bytes sent to them.</summary>
    public long UnattributedBytes { get; private set; }

    /// <summary>Takes one.</summary>
    /// <param name="key">In the report's numbers.</param>
    /// <param name="cell">What was counted.</param>
    /// <param name="salt">What its clients were hashed under.</param>
    public void Add(CellKey key, in Cell cell, ulong salt)
    {
        if (key is { Provider: 0, Asn: 0 })
        {
            UnattributedRequests = CappedSum.Of(UnattributedRequests, cell.Requests);
            UnattributedBytes = CappedSum.Of(UnattributedBytes, cell.Bytes);
        }
        if (!cell.Clients.IsEmpty) Salts.Add(key.Period, salt);
        Store.Add(key, cell.Requests, cell.Bytes, cell.Clients.Span, Lanes.Add(key, cell.Requests, cell.Bytes));
    }
}
