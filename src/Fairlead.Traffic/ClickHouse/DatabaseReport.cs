using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Reports;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>The report of what was exported, added up by the database. All but distinct clients, which it knows nothing of.</summary>
public sealed class DatabaseReport(ClickHouseClient client, string database)
{
    // So many cells take some gigabytes here; a server that sends without end is stopped.
    private const int MostCells = 20_000_000;
    private const int MostBadLines = 10_000;

    private static readonly int s_firstDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Gives all that is in the database to a report.</summary>
    /// <param name="report">Takes it.</param>
    /// <param name="isByDay">Whether its periods are days; else months.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ClickHouseException">It can't be had.</exception>
    public async Task ReadAsync(ReportBuilder report, bool isByDay, CancellationToken cancel)
    {
        await new TableKeeper(client, database).CheckAsync(cancel).ConfigureAwait(false);
        report.Add(await SummaryAsync(cancel).ConfigureAwait(false));
        await client.QueryAsync(CellsQuery(isByDay), async rows =>
        {
            var names = new CellNames();
            for (var cells = 0; await rows.NextAsync().ConfigureAwait(false); cells++)
            {
                if (cells == MostCells) throw new InvalidDataException($"there are more than {MostCells} different sums; report months instead of days");
                report.Add(names, Read(rows, names));
            }
        }, cancel).ConfigureAwait(false);
    }
}
