using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Plans;

/// <summary>Every upstream of a plan under a number: the policy's own is 0, then those of other hosts and of routes.</summary>
public sealed class EdgeUpstreams
{
    private readonly List<UpstreamConfig> _all = [];
    private readonly Dictionary<UpstreamConfig, int> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>Numbers those of this plan.</summary>
    public EdgeUpstreams(EdgePlan plan)
    {
        foreach (var upstream in plan.Config.Hosts.Values.Concat(plan.Places.Select(place => place.Upstream).OfType<UpstreamConfig>()).Prepend(plan.Config.Upstream))
            if (_numbers.TryAdd(upstream, _all.Count)) _all.Add(upstream);
    }

    /// <summary>All of them, by number.</summary>
    public IReadOnlyList<UpstreamConfig> All => _all;

    /// <summary>Number of one of the plan's.</summary>
    public int NumberOf(UpstreamConfig upstream) => _numbers[upstream];
}
