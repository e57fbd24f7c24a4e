using System.Collections.Frozen;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Deciding;

/// <summary>
/// Everything that a request is decided by. Immutable but for what its sites learn; a request takes one and keeps it, a reload swaps
/// in another.
/// </summary>
internal sealed class ServingState
{
    private readonly MirrorTarget[] _mirrors;
    private readonly ServingPlace[] _places;
    private readonly UpstreamTarget _upstream;
    private readonly FrozenDictionary<string, UpstreamTarget> _hosts;
    private readonly FrozenDictionary<string, UpstreamTarget>.AlternateLookup<ReadOnlySpan<char>> _hostsBySpan;

    public ServingState(CompiledPolicy policy, MirrorTarget[] mirrors, ServingPlace[] places, UpstreamTarget upstream, FrozenDictionary<string, UpstreamTarget> hosts, IProbeTarget[] probeTargets)
    {
        (Policy, _mirrors, _places, _upstream, _hosts, ProbeTargets) = (policy, mirrors, places, upstream, hosts, probeTargets);
        _hostsBySpan = hosts.GetAlternateLookup<ReadOnlySpan<char>>();
        RedirectStatus = policy.Config.RedirectStatus;
        Inventories = [.. mirrors.Select(m => m.Site.Inventory).OfType<InventorySlot>().Distinct()];
    }

    public CompiledPolicy Policy { get; }

    public int RedirectStatus { get; }

    /// <summary>Whether the Host header matters.</summary>
    public bool HasHosts => _hosts.Count > 0;

    /// <summary>What is to be looked after.</summary>
    public IReadOnlyList<IProbeTarget> ProbeTargets { get; }

    /// <summary>The same, as places that are asked for blobs.</summary>
    public IEnumerable<Site> Sites => ProbeTargets.OfType<Site>();

    /// <summary>Its mirrors in operation, in the policy's order.</summary>
    public IReadOnlyList<MirrorTarget> Mirrors => _mirrors;

    /// <summary>The inventories of its mirrors.</summary>
    public IReadOnlyList<InventorySlot> Inventories { get; }

    /// <summary>A mirror of this state's policy, in operation.</summary>
    public MirrorTarget TargetOf(Mirror mirror) => _mirrors[mirror.Index];

    /// <summary>The facts of a client, as an index into the table's facts; 0 for an unknown one.</summary>
    public int FactsOf(in ClientAddress client) => client.IsKnown ? Policy.Networks.Find(client.Address) : 0;

    /// <summary>The place of a client of these facts, whatever the headers of its request.</summary>
    public ServingPlace PlaceOf(int facts) => _places[Policy.PlaceIndexOf(facts)];

    /// <summary>The place of a client of these facts, for a request with these headers.</summary>
    public ServingPlace PlaceOf(int facts, IRequestHeaders headers)
    {
        var place = PlaceOf(facts);
        return place.Place.Alternatives.Length == 0 ? place : _places[place.Place.For(headers).Index];
    }

    /// <summary>Whether an upstream is the policy's own, and not that of another host name or of a route.</summary>
    public bool IsOwn(UpstreamTarget upstream) => ReferenceEquals(upstream, _upstream);

    /// <summary>The upstream of a request: its host name's own, else its route's, else the policy's.</summary>
    public UpstreamTarget UpstreamOf(ServingPlace place, ReadOnlySpan<char> host) =>
        HasHosts && _hostsBySpan.TryGetValue(WithoutPort(host), out var named) ? named : place.Upstream ?? _upstream;

    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> host)
    {
        var colon = host.LastIndexOf(':');
        return colon > 0 && host[^1] != ']' ? host[..colon] : host;
    }
}
