using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Reports;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>The report of what was exported, added up by the database: the numbers of the same logs' parts, all but distinct clients, which it knows nothing of.</summary>
/// <param name="client">The server.</param>
/// <param name="database">The database; see <see cref="DatabaseName"/>.</param>
public sealed class DatabaseReport(ClickHouseClient client, string database)
{
    // Some gigabytes here; a server that sends without end is stopped.
    private const int MostCells = 20_000_000;
    private const int MostNames = 2_000_000;

    // Dates end in 2105 in older servers. What logs say of later is left for us to fold.
    private const int LastDay = 49_000;

    private readonly CellNames _names = new();

    /// <summary>Gives all that the database has to a report.</summary>
    /// <param name="report">Takes it.</param>
    /// <param name="isByDay">Whether its periods are days; else months.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ClickHouseException">It can't be had.</exception>
    public async Task ReadAsync(ReportBuilder report, bool isByDay, CancellationToken cancel)
    {
        await new TableKeeper(client, database).CheckAsync(cancel).ConfigureAwait(false);
        report.Add(await new DatabaseSummary(client, database).ReadAsync(cancel).ConfigureAwait(false));
        await ReadNamesAsync(cancel).ConfigureAwait(false);
        var period = isByDay ? "day" : $"if(toUInt16(day) < {LastDay}, toStartOfMonth(day), day)";
        // In halves: what logs claim may be more than a UInt64 holds, and the server's sums begin again from 0 there.
        const string Bytes = "sum(bitShiftRight(bytes, 32)), sum(bitAnd(bytes, 4294967295))";
        const string Dimensions = "backend, provider, region, asn, country, kind, status_class, image";
        await client.QueryAsync($"SELECT {period} AS period, {Dimensions}, count(), {Bytes} FROM {Counted} GROUP BY period, {Dimensions}", MostCells, row => report.Add(_names, CellOf(row)), cancel).ConfigureAwait(false);
    }

    private string Counted => $"{database}.{Tables.CountedRequests.Name}";

    /// <summary>Backends and ASNs with what is known of them, all of it before the first cell: which of several is kept depends on all.</summary>
    private async Task ReadNamesAsync(CancellationToken cancel)
    {
        await client.QueryAsync($"SELECT DISTINCT backend, backend_provider, backend_region FROM {Counted} WHERE backend != ''", MostNames, row =>
            _names.Add(new Backend(row.String(), NotEmpty(row.String()), NotEmpty(row.String()))), cancel).ConfigureAwait(false);
        await client.QueryAsync($"SELECT DISTINCT asn, asn_name FROM {Counted} WHERE asn != 0", MostNames, row =>
            _names.Asns.Add(row.UInt32(), NotEmpty(row.String())), cancel).ConfigureAwait(false);
    }

    private Cell CellOf(RowReader row)
    {
        var period = row.UInt16();
        var backend = _names.Backends.Add(row.Bytes());
        var provider = _names.Providers.Add(row.Bytes());
        var region = _names.Regions.Add(row.Bytes());
        var asn = _names.Asns.Add(row.UInt32(), null);
        var country = _names.Countries.Add(row.Bytes());
        var (kind, statusClass) = (row.Byte(), row.Byte());
        if (kind > (byte)ContentKind.File || statusClass is < 1 or > 5) throw new InvalidDataException("a row of the answer has a kind or a status that there isn't");
        var key = new CellKey(period, backend, provider, region, asn, country, (ContentKind)kind, statusClass, _names.Images.Add(row.Bytes()));
        return new Cell(key, row.Count(), (long)UInt128.Min(((UInt128)row.Count() << 32) + (UInt128)row.Count(), long.MaxValue), default);
    }

    private static string? NotEmpty(string name) => name.Length == 0 ? null : name;
}
