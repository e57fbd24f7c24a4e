using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Plans;

/// <summary>Every upstream of a plan under a number: the policy's own is 0, then those of other hosts and of routes.</summary>
public sealed class EdgeUpstreams
{
    private readonly List<UpstreamConfig> _all = [];

    /// <summary>Numbers those of this plan.</summary>
    public EdgeUpstreams(EdgePlan plan)
    {
        _all.Add(plan.Config.Upstream);
        foreach (var upstream in plan.Config.Hosts.Values.Concat(plan.Places.Select(place => place.Upstream).OfType<UpstreamConfig>())) NumberOf(upstream);
    }

    /// <summary>All of them, by number.</summary>
    public IReadOnlyList<UpstreamConfig> All => _all;

    /// <summary>Number of one.</summary>
    public int NumberOf(UpstreamConfig upstream)
    {
        var number = _all.FindIndex(known => ReferenceEquals(known, upstream));
        if (number >= 0) return number;
        _all.Add(upstream);
        return _all.Count - 1;
    }
}
