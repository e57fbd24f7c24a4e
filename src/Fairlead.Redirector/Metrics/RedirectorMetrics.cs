using System.Collections.Concurrent;
using Fairlead.Policy.Requests;

namespace Fairlead.Redirector.Metrics;

/// <summary>Every counter of the process. Lives as long as it does, across reloads; bounded by providers x regions and by mirrors that a policy has named.</summary>
internal sealed class RedirectorMetrics
{
    private readonly ConcurrentDictionary<(string?, string?, int), RequestCounters> _requests = new();
    private readonly ConcurrentDictionary<string, MirrorCounters> _mirrors = new();
    private readonly StripedCounters _addresses = new((int)AddressOutcome.Unaddressed + 1);

    /// <summary>Time to a decision that nobody had to be asked for.</summary>
    public LatencyHistogram Cached { get; } = new();

    /// <summary>Time to a decision that waited for a mirror's or an upstream's answer.</summary>
    public LatencyHistogram Asked { get; } = new();

    /// <summary>Time that mirrors and upstreams took to answer a HEAD.</summary>
    public LatencyHistogram Heads { get; } = new();

    public IEnumerable<RequestCounters> Requests => _requests.Values;

    public IEnumerable<MirrorCounters> Mirrors => _mirrors.Values;

    public RequestCounters RequestsOf(string? provider, string? region, int redirectStatus) =>
        _requests.GetOrAdd((provider, region, redirectStatus), static key => new RequestCounters(key.Item1, key.Item2, key.Item3));

    public MirrorCounters MirrorNamed(string name) => _mirrors.GetOrAdd(name, static key => new MirrorCounters(key));

    public void CountAddress(AddressOutcome outcome) => _addresses.Add((int)outcome);

    public long ReadAddresses(AddressOutcome outcome) => _addresses.Read((int)outcome);
}
