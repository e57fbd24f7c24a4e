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
    public void Add(in FlowKey key, long requests, long bytes) => Add(key, new Flow { Requests = requests, Bytes = bytes });

    /// <summary>Takes in all that another counted.</summary>
    public void Add(FlowTable other)
    {
        foreach (var (key, flow) in other._flows) Add(key, flow);
    }

    private void Add(in FlowKey key, in Flow more)
    {
        var folded = more.Folded;
        ref var flow = ref CollectionsMarshal.GetValueRefOrNullRef(_flows, key);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref flow))
        {
            var kept = Fold(key);
            if (kept != key) folded = more.Requests; // once each, however often they are folded
            flow = ref CollectionsMarshal.GetValueRefOrAddDefault(_flows, kept, out _);
        }
        flow.Requests += more.Requests;
        flow.Bytes = CappedSum.Of(flow.Bytes, more.Bytes); // a log may claim any sizes
        flow.Folded += folded;
        Folded += folded;
    }

    /// <summary>The key itself while there is room; then without the audience; and when times and backends alone are too many, one for all.</summary>
    private FlowKey Fold(in FlowKey key)
    {
        if (_flows.Count < most) return key;
        return _flows.Count < 2 * most ? key with { Audience = Audience.Other } : new(0, s_other, s_other, Audience.Other);
    }
}
