using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Simulation;

/// <summary>From counts to what people are told: who gains, who loses, and at what cost.</summary>
internal sealed class ResultBuilder
{
    private readonly FlowTable _table;
    private readonly SideCosts? _before;
    private readonly SideCosts? _after;

    public ResultBuilder(FlowTable table, PriceBook? prices)
    {
        _table = table;
        if (prices is null) return;
        _before = new SideCosts(prices, table.Flows, key => key.From);
        _after = new SideCosts(prices, table.Flows, key => key.To);
    }

    /// <summary>The result, of requests counted as <paramref name="counts"/> says.</summary>
    public SimulationResult Build(SimulationCounts counts)
    {
        var moves = Moves();
        var backends = Backends();
        return new SimulationResult
        {
            Logs = counts.Logs,
            Requests = _table.Flows.Values.Sum(flow => flow.Requests),
            NotReplayed = counts.NotReplayed,
            Lost = counts.Lost,
            Unsized = counts.Unsized,
            Folded = _table.Folded,
            Bytes = CappedSum.Of(_table.Flows.Values.Select(flow => flow.Bytes)),
            MovedRequests = moves.Sum(move => move.Requests),
            MovedBytes = CappedSum.Of(moves.Select(move => move.Bytes)),
            CostBefore = _before is null ? null : backends.Sum(backend => backend.CostBefore),
            CostAfter = _after is null ? null : backends.Sum(backend => backend.CostAfter),
            UnpricedBefore = _before?.UnpricedBytes,
            UnpricedAfter = _after?.UnpricedBytes,
            AssumedPresent = counts.AssumedPresent,
            Moves = moves,
            Backends = backends,
        };
    }

    private List<Move> Moves() =>
    [
        .. _table.Flows
            .Where(flow => flow.Key.From != flow.Key.To)
            .GroupBy(flow => (From: flow.Key.From.Name, To: flow.Key.To.Name, flow.Key.Audience.Provider, flow.Key.Audience.Region))
            .Select(way => new Move(
                way.Key.From, way.Key.To, way.Key.Provider, way.Key.Region,
                way.Sum(flow => flow.Value.Requests), CappedSum.Of(way.Select(flow => flow.Value.Bytes)), Sum(way.Select(flow => ChangeOf(flow.Key, flow.Value)))))
            .OrderByDescending(move => move.Bytes).ThenByDescending(move => move.Requests)
            .ThenBy(move => move.From, StringComparer.Ordinal).ThenBy(move => move.To, StringComparer.Ordinal)
            .ThenBy(move => move.Provider, StringComparer.Ordinal).ThenBy(move => move.Region, StringComparer.Ordinal),
    ];

    private List<BackendShift> Backends()
    {
        var sides = _table.Flows.GroupBy(flow => flow.Key.From.Name).ToDictionary(one => one.Key, one => one.ToList());
        var after = _table.Flows.GroupBy(flow => flow.Key.To.Name).ToDictionary(one => one.Key, one => one.ToList());
        return
        [
            .. sides.Keys.Union(after.Keys)
                .Select(name => new BackendShift(
                    name, Bytes(sides, name), Bytes(after, name), CostOf(_before, sides, name), CostOf(_after, after, name)))
                .OrderByDescending(shift => Math.Max(shift.BytesBefore, shift.BytesAfter)).ThenBy(shift => shift.Backend, StringComparer.Ordinal),
        ];
    }

    private static long Bytes(Dictionary<string, List<KeyValuePair<FlowKey, Flow>>> side, string name) =>
        side.TryGetValue(name, out var flows) ? CappedSum.Of(flows.Select(flow => flow.Value.Bytes)) : 0;

    /// <summary>What of it has a price; the rest is told by <see cref="SimulationResult.UnpricedBefore"/> and <see cref="SimulationResult.UnpricedAfter"/>.</summary>
    private static decimal? CostOf(SideCosts? costs, Dictionary<string, List<KeyValuePair<FlowKey, Flow>>> side, string name) =>
        costs is null ? null : side.TryGetValue(name, out var flows) ? flows.Sum(flow => costs.Of(flow.Key, flow.Value) ?? 0) : 0;

    private decimal? ChangeOf(in FlowKey key, Flow flow) => _after?.Of(key, flow) - _before?.Of(key, flow);

    private static decimal? Sum(IEnumerable<decimal?> amounts) => amounts.Aggregate((decimal?)0, (sum, amount) => sum + amount);
}
