using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Reports;

/// <summary>Cells and prices into a report. For one thread. It has room for all cells, some 60 bytes each; nothing else grows with their number but rows that are read.</summary>
public sealed class ReportBuilder(ReportOptions options)
{
    private readonly CellNames _names = new();
    private readonly Dictionary<CellNames, NameMap> _maps = [];
    private readonly ReportCells _cells = new();
    private PartSummary? _summary;
    private ulong? _salt;
    private long _unnamed;
    private (int Day, int Period) _lastPeriod;

    /// <summary>Takes the cells of a part.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or has months where days are asked for.</exception>
    public void Add(PartReader part)
    {
        var summary = part.Summary;
        if (options.IsByDay && !summary.IsByDay) throw new InvalidDataException("it holds months, and days can't be made of them: leave out --by day, or import its logs without --by month");
        Add(summary);
        var map = MapOf(part.Names);
        while (part.TryRead(out var cell)) Add(map, cell);
    }

    /// <summary>Takes one cell by names: what a database says.</summary>
    /// <param name="names">What is said of a name is taken over with the first cell that has it.</param>
    /// <param name="cell">The cell; its clients are hashed under the salt of the last summary.</param>
    public void Add(CellNames names, in Cell cell) => Add(MapOf(names), cell);

    /// <summary>Takes what somebody says of what the cells are of.</summary>
    public void Add(PartSummary summary)
    {
        _summary = _summary?.Plus(summary) ?? summary;
        _salt = summary.Salt;
    }

    /// <summary>The report of all that it was given. Called once.</summary>
    /// <exception cref="InvalidDataException">By the price book, it would cost more than can be counted.</exception>
    public TrafficReport Build()
    {
        var summary = _summary ?? new PartSummary { IsByDay = options.IsByDay, Salt = null, Logs = new(), Upstream = null };
        summary = summary with { UnnamedRequests = CappedSum.Of(summary.UnnamedRequests, _unnamed) };
        var prices = new LanePricing(_cells.Lanes.All, _names, options.Prices, summary.Upstream);
        return new ReportMaker(options, summary, _names, _cells, prices).Make();
    }

    private NameMap MapOf(CellNames names)
    {
        if (!_maps.TryGetValue(names, out var map)) _maps.Add(names, map = new NameMap(names, _names));
        return map;
    }

    private void Add(NameMap map, in Cell cell)
    {
        var key = map.Of(cell.Key, PeriodOf(cell.Key.Period));
        if (map.IsFolded(cell.Key, key)) _unnamed = CappedSum.Of(_unnamed, cell.Requests);
        _cells.Add(key, cell, _salt ?? 0);
    }

    private int PeriodOf(int day)
    {
        if (options.IsByDay) return day;
        if (_lastPeriod.Day != day) _lastPeriod = (day, Periods.MonthOf(day));
        return _lastPeriod.Period;
    }
}
