using System.Collections.Concurrent;
using Fairlead.Policy.Loading;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Simulation;

/// <summary>
/// Every place that requests go to, once, under a name of its own. A mirror goes by its name in the new policy, and so does the baseline's at the same URL, whatever that calls it; a mirror
/// that the baseline has elsewhere under a name of the new policy's is <c>NAME (baseline)</c>. Hosts go by their names. Thread-safe.
/// </summary>
internal sealed class Destinations
{
    private const string OfBaseline = " (baseline)";
    private readonly ConcurrentDictionary<string, Destination> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Before, string After), Destination> _byUrl = [];

    /// <summary>Whoever served where a log doesn't say who.</summary>
    public static Destination Unknown { get; } = new("(not known)", new Backend("(not known)", null, null));

    /// <summary>The place of a mirror of the new policy, or, once all of those are here, of the baseline.</summary>
    public Destination OfMirror(MirrorConfig mirror)
    {
        var url = (mirror.UrlBefore, mirror.UrlAfter);
        if (_byUrl.TryGetValue(url, out var known)) return known;
        var backend = new Backend(mirror.Name, mirror.Provider, mirror.Region);
        var name = mirror.Name;
        while (!_byName.TryAdd(name, new Destination(name, backend))) name += OfBaseline;
        return _byUrl[url] = _byName[name];
    }

    /// <summary>The place of a host that a policy sends clients to, by a URL of the policy's.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="provider">Whose host it is; null when not known.</param>
    public Destination OfHost(string url, string? provider)
    {
        var host = KnownBackends.HostOf(url);
        return _byName.GetOrAdd(host, static (name, provider) => new Destination(name, new Backend(name, provider, null)), provider);
    }

    /// <summary>The place that a log's backend is. Whoever calls keeps to a bounded number of them.</summary>
    public Destination Of(Backend backend) => _byName.GetOrAdd(backend.Name, static (name, backend) => new Destination(name, backend), backend);
}
