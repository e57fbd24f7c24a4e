using System.Runtime.InteropServices;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>Counts of replayed requests, in bounded memory: what comes when there is no more room is counted less finely, and said to be. For one thread.</summary>
/// <param name="most">Ways that are told apart.</param>
internal sealed class FlowTable(int most = FlowTable.Most)
{
    /// <summary>A policy of a hundred mirrors and a year of a hundred countries' logs need fewer.</summary>
    public const int Most = 1 << 18;

    private static readonly Destination s_other = new(CellNames.Other, new Backend(CellNames.Other, null, null));
    private readonly Dictionary<FlowKey, Flow> _flows = [];

    /// <summary>All of it.</summary>
    public IReadOnlyDictionary<FlowKey, Flow> Flows => _flows;

    /// <summary>Requests that found no room under their own key.</summary>
    public long Folded { get; private set; }

    /// <summary>Counts requests.</summary>
    public void Add(in FlowKey key, long requests, long bytes)
    {
        ref var flow = ref CollectionsMarshal.GetValueRefOrNullRef(_flows, key);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref flow))
        {
            var kept = Fold(key);
            if (kept != key) Folded += requests;
            flow = ref CollectionsMarshal.GetValueRefOrAddDefault(_flows, kept, out _);
        }
        flow.Requests += requests;
        flow.Bytes = CappedSum.Of(flow.Bytes, bytes); // a log may claim any sizes
    }

    /// <summary>Takes in all that another counted.</summary>
    public void Add(FlowTable other)
    {
        foreach (var (key, flow) in other._flows) Add(key, flow.Requests, flow.Bytes);
        Folded += other.Folded;
    }

    /// <summary>The key itself while there is room; then without the audience; and when times and backends alone are too many, one for all.</summary>
    private FlowKey Fold(in FlowKey key)
    {
        if (_flows.Count < most) return key;
        return _flows.Count < 2 * most ? key with { Audience = Audience.Other } : new(0, s_other, s_other, Audience.Other);
    }
}
