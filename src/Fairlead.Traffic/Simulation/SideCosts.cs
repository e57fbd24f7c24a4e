using System.Runtime.InteropServices;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Simulation;

/// <summary>
/// What all that is replayed costs on one side, before or after: tiers go by all bytes of an entry's ways in a calendar month, and each way costs its share of that, by bytes.
/// </summary>
internal sealed class SideCosts
{
    private readonly PriceBook _prices;
    private readonly Func<FlowKey, Destination> _servedBy;
    private readonly Dictionary<(int Month, int Entry), long> _bytes = [];

    /// <param name="prices">What bytes and requests cost.</param>
    /// <param name="flows">All of the traffic.</param>
    /// <param name="servedBy">The side: who serves a flow.</param>
    public SideCosts(PriceBook prices, IReadOnlyDictionary<FlowKey, Flow> flows, Func<FlowKey, Destination> servedBy)
    {
        (_prices, _servedBy) = (prices, servedBy);
        foreach (var (key, flow) in flows)
        {
            if (EntryOf(key) is not { } entry)
            {
                UnpricedBytes = FlowTable.Sum(UnpricedBytes, flow.Bytes);
                continue;
            }
            ref var bytes = ref CollectionsMarshal.GetValueRefOrAddDefault(_bytes, (key.Month, entry.Index), out _);
            bytes = FlowTable.Sum(bytes, flow.Bytes);
        }
    }

    /// <summary>Bytes that no entry says the price of.</summary>
    public long UnpricedBytes { get; }

    /// <summary>What a flow costs; null where no entry says what its bytes do.</summary>
    public decimal? Of(in FlowKey key, Flow flow)
    {
        if (EntryOf(key) is not { } entry) return flow.Bytes == 0 ? RequestsOf(key, flow) : null;
        var all = _bytes[(key.Month, entry.Index)];
        return RequestsOf(key, flow) + (all == 0 ? 0 : entry.CostOf(all) * ((decimal)flow.Bytes / all));
    }

    private decimal RequestsOf(in FlowKey key, Flow flow) =>
        _prices.RequestsOf(_prices.Known(_servedBy(key).Backend)) is { } price ? price.Per10k * flow.Requests / 10_000 : 0;

    private EgressPrice? EntryOf(in FlowKey key) =>
        _prices.EgressOf(_prices.Known(_servedBy(key).Backend), key.Audience.Provider, key.Audience.Region, key.Audience.Country);
}
