using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Simulation;

/// <summary>
/// What all that is replayed costs on one side, before or after: tiers go by all bytes of an entry's ways in a calendar month, and each way costs its share of that, by bytes.
/// </summary>
internal sealed class SideCosts
{
    private readonly PriceBook _prices;
    private readonly Func<FlowKey, Destination> _servedBy;
    private readonly Dictionary<(int Month, EgressPrice Entry), Money> _rates;

    /// <param name="prices">What bytes and requests cost.</param>
    /// <param name="flows">All of the traffic.</param>
    /// <param name="servedBy">The side: who serves a flow.</param>
    /// <exception cref="InvalidDataException">It comes to more than anybody has.</exception>
    public SideCosts(PriceBook prices, IReadOnlyDictionary<FlowKey, Flow> flows, Func<FlowKey, Destination> servedBy)
    {
        (_prices, _servedBy) = (prices, servedBy);
        var volumes = new EgressVolumes();
        var ofRequests = 0m;
        foreach (var (key, flow) in flows)
        {
            var (egress, requests) = WayOf(key);
            ofRequests += flow.Requests / 10_000m * (requests?.Per10k ?? 0);
            if (egress is not null) volumes.Add(key.Month, egress, flow.Bytes);
            else UnpricedBytes = CappedSum.Of(UnpricedBytes, flow.Bytes);
        }
        CostLimit.Check(ofRequests + volumes.Total(), prices);
        _rates = volumes.Rates();
    }

    /// <summary>Bytes that no entry says the price of.</summary>
    public long UnpricedBytes { get; }

    /// <summary>What a flow costs; null where no entry says what its bytes do.</summary>
    public decimal? Of(in FlowKey key, Flow flow)
    {
        var (egress, requests) = WayOf(key);
        if (egress is null) return flow.Bytes == 0 ? 0 : null;
        var cost = _rates[(key.Month, egress)] * flow.Bytes;
        if (requests is not null) cost += Money.OfRequest(requests.Per10k) * flow.Requests;
        return cost.ToDecimal();
    }

    private WayPrice WayOf(in FlowKey key)
    {
        var backend = _prices.Known(_servedBy(key).Backend);
        return _prices.EgressOf(backend, key.Audience.Provider, key.Audience.Region, key.Audience.Country) is { } egress
            ? new(egress, _prices.RequestsOf(backend))
            : default;
    }
}
